"""Cases, metrics, baselines and reports: did answers get worse?"""
