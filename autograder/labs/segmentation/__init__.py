"""The lab of brain segmentation: ventricles and lesions in T2 slices with a small U-Net (CONTRACT.md)."""
