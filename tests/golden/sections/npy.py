"""Files as numpy.save writes them, in hexadecimal.

files   {name, dtype, shape, values, hex}: values in row-major order; "fortran" and "version" where
        the file is not in C order and not of version 1.0
others  {name, hex}: files that weft refuses
"""
import io

import numpy


def saved(array, version=None):
    stream = io.BytesIO()
    numpy.lib.format.write_array(stream, array, version)
    return stream.getvalue().hex()


def case(name, array, version=None):
    if array.dtype.itemsize == 4 and array.dtype.kind == "f":
        values = list(array.reshape(-1))
    else:
        values = array.reshape(-1).tolist()
    how = {"version": version[0]} if version else {}
    if array.ndim > 1 and array.flags.f_contiguous and not array.flags.c_contiguous:
        how["fortran"] = True
    return {"name": name, "dtype": str(array.dtype), "shape": list(array.shape), "values": values,
            **how, "hex": saved(array, version)}


def record():
    grid = numpy.arange(6).reshape(2, 3)
    kinds = {"float32": grid / numpy.float32(8) - 1, "float64": grid / 3, "int64": grid * -2**40,
             "int32": grid - 2**31, "uint8": grid * 51, "bool": grid % 2 == 0}
    files = [case(name, values.astype(name)) for name, values in kinds.items()]
    files += [case(f"{name}, Fortran order", numpy.asfortranarray(values.astype(name)))
              for name, values in kinds.items()]
    cube = numpy.arange(24, dtype="<i4").reshape(2, 3, 4)
    files += [
        case("0-d", numpy.array(2.5)),
        case("1-d", numpy.arange(5)),
        case("3-d", cube),
        case("3-d, Fortran order", numpy.asfortranarray(cube)),
        case("nan and infinities", numpy.array([numpy.nan, numpy.inf, -numpy.inf, -0.0])),
        case("empty", numpy.zeros((0, 3), "<f4")),
        case("six dimensions", numpy.arange(4).reshape(1, 2, 1, 2, 1, 1)),
        case("version 2.0", numpy.arange(3, dtype="<f4"), (2, 0)),
        case("version 3.0", numpy.arange(3, dtype="<f4"), (3, 0)),
    ]
    three = numpy.arange(3)
    others = {"big-endian": three.astype(">f4"), "big-endian int64": three.astype(">i8"),
              "half": three.astype("<f2"), "complex": three.astype("<c8"),
              "int16": three.astype("<i2"), "int8": three.astype("i1"),
              "text": numpy.array(["a"]), "time": numpy.array(["2020-01-01"], "M8[D]"),
              "structure": numpy.zeros(1, [("a", "<f4"), ("b", "<i4")])}
    return {"numpy": numpy.__version__, "files": files,
            "others": [{"name": n, "hex": saved(a)} for n, a in others.items()]}
