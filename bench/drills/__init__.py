"""Drills: what was acknowledged must be there, once and whole, whatever is killed, full or pressed twice.

Clients keep a ledger of what was acknowledged, a fault maker acts, and then ledger, records and history are compared.
"""
