# The tables with read.csv and ensemble.nc with ncdf4, as users of R open them. The figures are those
# of the formula in sample_run.cpp.

folder <- commandArgs(trailingOnly = TRUE)[1]
place <- c(north = 0, south = 1, "(local)" = 9)
expected <- function(variable, replicate, year, place)
  ifelse(year == 1922, 0, replicate * 10000 + (year - 1921) * 1000 + place * 100 +
           match(variable, variables) - 1)

# --- tables, with nothing but base R
table <- read.csv(file.path(folder, "one", "timeseries.csv"), encoding = "UTF-8")
variables <- names(table)[-(1:5)]  # behind replicate, time, origin, collective, sector
stopifnot(length(variables) >= 23, variables[1] == "requests", variables[23] == "in_camp")
stopifnot(nrow(table) == 30, is.integer(table$departed), is.na(table$sector))
year <- as.integer(format(as.Date(table$time), "%Y"))
for (variable in variables)
  stopifnot(table[[variable]] == expected(variable, table$replicate, year, place[table$origin]))
names <- read.csv(file.path(folder, "one", "collectives.csv"), encoding = "UTF-8")$name
stopifnot(names[1] == "=1+1", names[2] == "<b>\u017di\u017ekov</b> \"and\", others & 'us'")

if (!requireNamespace("ncdf4", quietly = TRUE)) {
  cat("skipped: the package ncdf4 is not installed (packages.txt names what to install)\n")
  quit(status = 77)
}

# --- ensemble.nc: R has the dimensions in reverse
file <- ncdf4::nc_open(file.path(folder, "one", "ensemble.nc"))
for (variable in variables) {
  cells <- ncdf4::ncvar_get(file, variable, collapse_degen = FALSE)
  stopifnot(identical(dim(cells), c(3L, 3L, 5L, 1L)), is.integer(cells))
  for (replicate in 0:4) for (y in 1:3) for (o in 1:3)
    stopifnot(cells[o, y, replicate + 1, 1] ==
                expected(variable, replicate, 1920 + y, place[[o]]))
}
line <- ncdf4::ncvar_get(file, "monthly_departed")
stopifnot(identical(dim(line), c(36L, 5L)), line[36, 5] == 4 * 10000 + 35 * 100 + 5)
origins <- ncdf4::ncvar_get(file, "origin")
stopifnot(identical(as.vector(origins), names(place)))
stopifnot(file$dim$time$units == "days since 1900-01-01")
time <- as.Date(ncdf4::ncvar_get(file, "time"), origin = "1900-01-01")
stopifnot(format(time) == c("1921-01-01", "1922-01-01", "1923-01-01"))
stopifnot(ncdf4::ncatt_get(file, 0, "Conventions")$value == "CF-1.8")
ncdf4::nc_close(file)

# --- gaps are NA
file <- ncdf4::nc_open(file.path(folder, "two", "ensemble.nc"))
cells <- ncdf4::ncvar_get(file, "departed")
# [origin, time, replicate, scenario]: 6 cells of an origin the world lacks, 2 failed replicates
stopifnot(sum(is.na(cells)) == 4 * 3 + 2 * 3 + 2 * 4 * 3)
ncdf4::nc_close(file)
cat("R reads the tables and the ensemble\n")
