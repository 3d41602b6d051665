from pix.data import PairedMedicalDataset
