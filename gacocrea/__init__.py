"""gacocrea: the place where a multi-stakeholder forum writes an open-government action plan."""

__version__ = "0.1.0"
