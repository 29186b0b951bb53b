"""Run after run of an unchanged system: does the gate stay quiet?"""
