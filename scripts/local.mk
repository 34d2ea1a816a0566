EXTRA_DIST += scripts/setup scripts/demo scripts/check scripts/mutate scripts/stress scripts/fuzz scripts/package-test
