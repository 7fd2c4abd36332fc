"""What people do about people: one file per noun. Each asks the table of permissions first."""
