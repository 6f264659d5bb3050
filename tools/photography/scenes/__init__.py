"""Rooms for the photos that are not taken in the studio, each with window light."""
