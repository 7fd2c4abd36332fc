"""Figures and charts to take away: one file a format, one neutral table form behind them all."""
