EXTRA_DIST += scripts/setup scripts/demo scripts/check scripts/mutate scripts/stress scripts/fuzz scripts/cluster-demo scripts/package-test
