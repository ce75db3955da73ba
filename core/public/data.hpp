// Data sets, batches, tables and their files. What names a file is in weft::files, the rest in
// weft::weft.
#pragma once
#include "core/data/files.h"
#include "core/data/files_table.h"
#include "core/data/loader.h"
#include "core/data/safetensors.h"
#include "core/data/synthetic.h"
