"""Simulations, forecasts and optimisers: frames in, frames out. No website and no database."""
