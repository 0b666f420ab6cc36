"""posterior.nc as xarray opens it: the groups and names that ArviZ asks for, the same numbers as in
posterior.csv, keys whole."""

import csv
import sys
import unittest

from reading import need

xarray, netCDF4, numpy = need("xarray", "netCDF4", "numpy")

FOLDER = sys.argv[2] + "-calibrated"
GROUPS = {"posterior", "prior", "posterior_predictive", "observed_data", "constant_data",
          "sample_stats"}


def group(name):
    return xarray.open_dataset(FOLDER + "/posterior.nc", group=name)


def table(name):
    with open(f"{FOLDER}/{name}.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


class Posterior(unittest.TestCase):
    def test_groups_are_those_of_arviz(self):
        with netCDF4.Dataset(FOLDER + "/posterior.nc") as file:
            self.assertEqual(set(file.groups), GROUPS)
            for name, one in file.groups.items():
                dimensions = set(one.dimensions) - {"letters"}
                # a coordinate for every dimension, and no other variable of such a name
                self.assertTrue(dimensions <= set(one.variables), name)
                self.assertEqual(one.creation_library, "komuna")

    def test_draws_are_those_of_the_table(self):
        data = group("posterior")
        rows = table("posterior")
        self.assertEqual(data.writing.dims, ("chain", "draw"))
        self.assertEqual(data.writing.shape, (4, 1000))
        self.assertEqual(data.chain.values.tolist(), [0, 1, 2, 3])
        for name in ("writing", "children"):
            self.assertEqual(data[name].values.ravel().tolist(),
                             [float(row["theta_" + name]) for row in rows])

    def test_keys_are_whole(self):
        stats = group("sample_stats")
        high = stats.key_high.values.ravel().astype("int64") & 0xFFFFFFFF
        low = stats.key_low.values.ravel().astype("int64") & 0xFFFFFFFF
        self.assertEqual([f"{h:08x}{l:08x}" for h, l in zip(high, low)],
                         [row["replicate_key"] for row in table("posterior")])
        self.assertEqual(stats.weight.values.ravel().tolist(),
                         [float(row["weight"]) for row in table("posterior")])

    def test_predictions_and_observations_have_the_same_targets(self):
        predictive, observed = group("posterior_predictive"), group("observed_data")
        self.assertEqual(predictive.figure.dims, ("chain", "draw", "pred_id", "target"))
        self.assertEqual(predictive.figure.shape[2], 2)
        names = [row["target_id"] for row in table("targets")]
        self.assertEqual(list(predictive.target.values), names)
        self.assertEqual(list(observed.target.values), names)
        self.assertEqual(float(observed.figure.sel(target="written")), 500)
        constants = group("constant_data")
        self.assertEqual(float(constants.error.sel(target="written")), 0.1)
        # What the table says of a fitted figure is what fresh worlds predict, and two of the same
        # parameters differ; the weighted worlds are kept beside.
        written = predictive.figure.sel(target="written").values
        row = next(r for r in table("targets") if r["target_id"] == "written")
        self.assertAlmostEqual(float(numpy.mean(written)), float(row["mean"]), places=6)
        self.assertTrue((written[0, :, 0] != written[0, :, 1]).any())
        accepted = group("sample_stats").accepted_figure
        self.assertEqual(accepted.dims, ("chain", "draw", "target"))
        self.assertEqual(list(accepted.target.values), names)

    def test_the_prior_is_the_reference_table(self):
        rows = table("reference_table")
        prior = group("prior").writing.values.ravel()
        self.assertEqual(sorted(prior.tolist()), sorted(float(r["theta_writing"]) for r in rows))


if __name__ == "__main__":
    unittest.main(argv=["posterior_test"])
