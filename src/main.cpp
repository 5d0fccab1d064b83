#include "runlog/cli/program.hpp"

int main(int argc, char** argv) {
    return runlog::cli::run_process(argc, argv);
}
