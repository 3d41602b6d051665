"""What a student's page shows of this lab."""
