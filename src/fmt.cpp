// What fmt declares, compiled once.
#include <fmt/format.h>
