"""Tags of the evidence room's templates."""
