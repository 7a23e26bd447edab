#!/usr/bin/env python
from goldenthread.__main__ import main

main()
