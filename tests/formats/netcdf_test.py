"""ensemble.nc as xarray opens it: every cell, the names, the times, the gaps, the CF attributes."""

import re
import sys
import unittest

from reading import bytes_of, folder, monthly, need, units, variables, yearly

xarray, netCDF4, numpy = need("xarray", "netCDF4", "numpy")


class OneWorld(unittest.TestCase):
    def setUp(self):
        self.data = xarray.open_dataset(folder() + "/one/ensemble.nc")
        self.addCleanup(self.data.close)

    def test_axes(self):
        data = self.data
        self.assertEqual(dict(data.sizes), {"scenario": 1, "replicate": 5, "time": 3, "month": 36,
                                            "origin": 3, "bnds": 2})
        self.assertEqual(list(data.scenario.values), ["sample"])
        self.assertEqual(list(data.scenario_title.values), ['A sample: Čechy & "others" for $5'])
        self.assertEqual(list(data.origin.values), ["north", "south", "(local)"])
        self.assertEqual(list(data.origin_name.values),
                         ["Země north", "Země south", "People of the place"])
        self.assertEqual(list(data.replicate.values), [0, 1, 2, 3, 4])
        self.assertEqual([str(t)[:10] for t in data.time.values],
                         ["1921-01-01", "1922-01-01", "1923-01-01"])
        self.assertEqual(str(data.month.values[35])[:10], "1923-12-01")
        self.assertEqual([[str(t)[:10] for t in pair] for pair in data.time_bnds.values],
                         [["1921-01-01", "1922-01-01"], ["1922-01-01", "1923-01-01"],
                          ["1923-01-01", "1924-01-01"]])
        self.assertEqual([str(t)[:10] for t in data.month_bnds.values[35]],
                         ["1923-12-01", "1924-01-01"])

    def test_it_has_the_variables_of_the_time_series_and_no_others(self):
        labels = {"scenario_title", "origin_name", "time_bnds", "month_bnds"}
        named = set(self.data.variables) - set(self.data.dims) - labels
        self.assertEqual(named, {prefix + name for name in variables()
                                 for prefix in ("", "monthly_")})

    def test_every_cell(self):
        for name in variables():
            values = self.data[name]
            self.assertEqual(values.dims, ("scenario", "replicate", "time", "origin"))
            self.assertEqual(values.dtype, numpy.int32, name)  # whole numbers stay whole
            self.assertEqual(values.values[0].tolist(),
                             [[[yearly(name, r, y, place) for place in (0, 1, 9)]
                               for y in (1921, 1922, 1923)] for r in range(5)])
            line = self.data["monthly_" + name]
            self.assertEqual(line.dtype, numpy.int32)
            self.assertEqual(line.values[0].tolist(),
                             [[monthly(name, r, month) for month in range(36)] for r in range(5)])

    def test_selecting_by_label_as_a_user_would(self):
        one = self.data.departed.sel(scenario="sample", origin="south", time="1923")
        self.assertEqual(one.sel(replicate=4).item(), yearly("departed", 4, 1923, 1))

    def test_attributes(self):
        self.assertEqual(self.data.attrs["Conventions"], "CF-1.8")
        for name in ("title", "institution", "source", "history", "references", "comment"):
            self.assertTrue(self.data.attrs[name], name)
        self.assertIn("1.2.3", self.data.attrs["source"])
        self.assertIn("abc", self.data.attrs["source"])
        self.assertIn("seed 18446744073709551615", self.data.attrs["history"])
        self.assertIn("synthetic", self.data.attrs["comment"])
        self.assertEqual(self.data.replicate.attrs["standard_name"], "realization")
        for name in variables():
            for prefix, time in (("", "time"), ("monthly_", "month")):
                attributes = self.data[prefix + name].attrs
                self.assertEqual(attributes["units"], "1")
                self.assertEqual(attributes["counted"], units()[name])
                # What is counted at the end of a period says so and is no sum over it.
                is_stock = re.search(r"at (the end of the period|its end)\.$",
                                     attributes["long_name"])
                self.assertEqual(attributes.get("cell_methods"),
                                 None if is_stock else time + ": sum", name)

    def test_it_is_flat_and_classic(self):
        with netCDF4.Dataset(folder() + "/one/ensemble.nc") as file:
            self.assertEqual(file.data_model, "NETCDF3_64BIT_OFFSET")
            self.assertEqual(len(file.groups), 0)
            for name, variable in file.variables.items():
                self.assertNotIn("_FillValue", variable.ncattrs(), name)

    def test_written_twice_it_is_the_same(self):
        self.assertEqual(bytes_of(folder() + "/one/ensemble.nc"),
                         bytes_of(folder() + "/again/ensemble.nc"))


class TwoWorlds(unittest.TestCase):
    """Replicate 2 failed in both, 1 and 4 in the second; the second ends in June 1923."""

    PLACES = ({"north": 0, "south": 1, "(local)": 9}, {"south": 0, "west": 1, "(local)": 9})

    def test_every_cell_and_every_gap(self):
        with xarray.open_dataset(folder() + "/two/ensemble.nc") as data:
            self.assertEqual(list(data.scenario.values), ["base", "other"])
            self.assertEqual(list(data.origin.values), ["north", "south", "west", "(local)"])
            self.assertEqual(list(data.replicate.values), [0, 1, 3, 4])
            gaps = 0
            for world in (0, 1):
                for r, replicate in enumerate((0, 1, 3, 4)):
                    failed = world == 1 and replicate in (1, 4)
                    for o, origin in enumerate(data.origin.values):
                        place = self.PLACES[world].get(origin)
                        for y in range(3):
                            value = float(data.departed[world, r, y, o])
                            if failed or place is None:
                                self.assertTrue(numpy.isnan(value))
                                gaps += 1
                            else:
                                self.assertEqual(value, yearly("departed", replicate, 1921 + y,
                                                               place, world))
                    for month in range(36):
                        value = float(data.monthly_departed[world, r, month])
                        if failed or (world == 1 and month >= 30):
                            self.assertTrue(numpy.isnan(value))
                        else:
                            self.assertEqual(value, monthly("departed", replicate, month, world))
            self.assertEqual(gaps, 4 * 3 + 2 * 3 + 2 * 4 * 3)


class Groups(unittest.TestCase):
    def test_a_group_with_compressed_numbers(self):
        with netCDF4.Dataset(folder() + "/groups.nc") as file:
            theta = file.groups["posterior"].variables["theta"]
            self.assertEqual(theta.lower, 0.25)
            self.assertTrue(theta.filters()["zlib"])
            self.assertEqual(set(theta[:]), {0.1})


class Comparison(unittest.TestCase):
    """All worlds, by name; every cell is the sum of the rows of timeseries.csv."""

    def test_every_cell(self):
        pandas = need("pandas")
        table = pandas.read_csv(sys.argv[3] + "/timeseries.csv", parse_dates=["time"])
        names = ["tiny", "tiny_obstacles_doubled", "tiny_obstacles_doubled_nothing_changes"]
        with xarray.open_dataset(sys.argv[3] + "/ensemble.nc") as data:
            self.assertEqual(list(data.scenario.values), names)
            self.assertEqual(data.scenario_title.values[1], "Obstacles count twice")
            self.assertEqual(list(data.replicate.values), list(range(8)))
            cells = data.departed.to_series()
            sums = table.groupby(["scenario", "replicate", "time", "origin"]).departed.sum()
            self.assertGreater(sums.sum(), 0)
            self.assertEqual(cells.sum(), sums.sum())
            for key, value in sums.items():
                self.assertEqual(cells[key], value)


if __name__ == "__main__":
    unittest.main(argv=["netcdf_test"])
