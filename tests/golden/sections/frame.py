"""What pandas makes of CSV: printed frames and series, inferred types, and what operations give.

frames      {name, csv, text, dtypes}: `csv` read with read_csv, and the frame printed
data        {name, csv}: the frames that the operations work on
operations  {data, expression, text}: an expression of the frame `data`, as Python writes it
written     {name, index, bare}: to_csv of one of the frames, with and without the index

Printed as in a notebook: lines of 80, at most 60 rows and 20 columns. From pandas 2
on "None" counts as missing and indicators are bool; Debian 12 has 1.5, so both are asked for.
"""
import io

import pandas as pd

HOUSE = "NumRooms,RoofType,Price\nNA,NA,127500\n2,NA,106000\n4,Slate,178100\nNA,NA,140000"


def read(text):
    return pd.read_csv(io.BytesIO(text.encode()), na_values=["None"], float_precision="round_trip")


def printed(value):
    if isinstance(value, pd.DataFrame):
        return value.to_string(max_rows=60, min_rows=10, max_cols=20, max_colwidth=50,
                               line_width=80, show_dimensions="truncate")
    if isinstance(value, pd.Series):
        return value.to_string(max_rows=60, min_rows=10, name=True, dtype=True,
                               length="truncate")
    return str(value)


def rows(header, *lines):
    return "\n".join((header, *lines)) + "\n"


def wide(columns, count, cell):
    return rows(",".join(f"column{i}" for i in range(columns)),
                *(",".join(cell(i, j) for j in range(columns)) for i in range(count)))


FRAMES = {
    "house_tiny": HOUSE,
    "house_tiny with blanks": HOUSE.replace(",", ", "),
    "whole numbers": rows("a,b", "1,20", "300,4"),
    "negative whole numbers": rows("a,b", "-1,-20", "300,4"),
    "negative floats": rows("x,y", "-1.5,2", "3.25,-400.125"),
    "mixed digits": rows("x,y", "0.5,1.23456789", "10,2", "100.125,3.5"),
    "one digit": rows("x", "0.1", "2.0", "3.5"),
    "whole floats": rows("x", "1.0", "2.0"),
    "thirds": rows("x", "0.3333333333333333", "0.6666666666666666"),
    "ties": rows("x", "0.0000005", "1.0000005", "2.5"),
    "large floats": rows("x", "1234567.891", "0.5"),
    "larger floats": rows("x", "123456789.123", "0.25"),
    "large whole floats": rows("x", "1e15", "2e3"),
    "huge floats": rows("x,y", "1e300,1", "-2.5,2"),
    "small floats": rows("x", "0.0000001", "1"),
    "small and missing": rows("x", "1e-7", "NA", "-3"),
    "zeros": rows("x,y", "0.0,-0.0", "0.0,1.5"),
    "infinite": rows("x", "inf", "-inf", "1.5", "NA"),
    "infinite alone": rows("x", "inf", "NA"),
    "large ints": rows("id", "9223372036854775807", "-9223372036854775808", "0"),
    "ints with one missing": rows("n,m", "1,1", "NA,2", "3,3"),
    "bools": rows("ok,no", "True,False", "False,False", "true,FALSE"),
    "bools with one missing": rows("ok", "True", "NA", "false"),
    "texts of different width": rows("name,s", "a,xyz", "abcdef,q", "bc,"),
    "missing texts": rows("s,t", "NA,NA", "x,N/A", "null,NaN", "None,"),
    "all missing": rows("a,b", "NA,1", ",2"),
    "missing spellings": rows("x,y", *(f"{s},1" for s in (
        "", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN",
        "<NA>", "N/A", "NA", "NULL", "NaN", "None", "n/a", "nan", "null")), "na,2", "none,3"),
    "numbers and texts": rows("v", "1", "2.5", "x"),
    "bools and numbers": rows("v", "True", "2"),
    "spellings of numbers": rows("a,b,c,d", "+1,1.,.5,1e3", "-2,2.5E-1,+.25, 7 "),
    "header wider than values": rows("a long name,b,another name of some length", "1,2,x"),
    "one row": rows("a,b", "1,x"),
    "one column": rows("a", "1", "2"),
    "header only": rows("a,b"),
    "header without end": "a,b",
    "repeated names": rows("a,a,b,a", "1,2,3,4"),
    "repeated names, one taken": rows("a,a.1,a", "1,2,3"),
    "missing names": rows("a,,", "1,2,3"),
    "non-ASCII": rows("größe,名", "1,ä", "22,日本"),
    "quoted": 'a,b\n"x, y","he said ""no"""\n"two\nlines",\n"tab\there","\r\n"\n',
    "quoted header": '"first, name","b""c"\n1,2\n',
    "quoted numbers": 'a,b\n"1","2.5"\n"2",""\n',
    "quote inside of a field": 'a,b\n5\'10",x"y"\n',
    "CRLF": "a,b\r\n1,x\r\n2,y\r\n",
    "CR": "a,b\r1,x\r2,y\r",
    "BOM": "\ufeffa,b\n1,2\n",
    "BOM and quotes": '\ufeff"a",b\n1,2\n',
    "missing last newline": "a,b\n1,2\n3,4",
    "blank lines": "\na,b\n\n1,2\n   \n3,4\n\n",
    "lone empty field": 'a\n1\n""\n3\n',
    "long texts": rows("t,n", "x" * 49 + ",1", "y" * 50 + ",2", "z" * 60 + ",3", "ä" * 51 + ",4"),
    "60 rows": rows("x,y", *(f"{i},{i / 4}" for i in range(60))),
    "61 rows": rows("x,y", *(f"{i},{i / 4}" for i in range(61))),
    "200 rows": rows("x,t", *(f"{i * i},t{i}" for i in range(200))),
    "wrapped": wide(9, 3, lambda i, j: str((i + 1) * 10 ** j)),
    "just wrapped": wide(8, 2, lambda i, j: str(10 ** (7 + (j == 7)))),
    "just fits": wide(8, 2, lambda i, j: "1" if j else "10000000"),
    "20 columns": wide(20, 2, lambda i, j: str(j)),
    "21 columns": wide(21, 2, lambda i, j: str(j)),
    "21 columns of two kinds": wide(21, 2, lambda i, j: str(j) if j % 3 else "t" * (j + 1)),
    "header only, 21 columns": wide(21, 0, None),
    "quoted number with a line end": 'a,b\n"\n7",1\n" 2\r\n",\n',
    "61 rows of 21 columns": wide(21, 61, lambda i, j: str(i * j)),
}

PEOPLE = rows("name,age,height,city,member", "Ann,31,1.7,Bonn,True", "Bob,NA,1.825,,False",
              "Cy,45,NA,Aachen,True", "Di,28,1.6,Bonn,False", "Ed,52,1.95,Köln,True")

OPERATIONS = {
    "house": (HOUSE, """
        data.iloc[:, 0:2]; data.iloc[:, 2]; data.iloc[:, 0]; data.iloc[:, 1]; data.iloc[1:3]
        data.iloc[-2:, -1]; data.iloc[::2, 1:]; data.iloc[0:0]; data.iloc[:, 0:0]; data.iloc[1, 2]
        data.iloc[2, 1]; data.iloc[2, 0]; data.iloc[0:0, 1]
        data.dtypes; data.isna(); data.isna().sum(); data.dropna(); data.dropna(axis=1)
        data.mean(numeric_only=True); data.sum(numeric_only=True); data.head(2)
        data.drop(columns=['RoofType']); data['Price']; data[['Price', 'NumRooms']]
        pd.get_dummies(data.iloc[:, 0:2], dummy_na=True, dtype=bool)
        pd.get_dummies(data, dtype=bool); pd.get_dummies(data, dummy_na=True, dtype=bool).mean()
        pd.get_dummies(data.iloc[:, 0:2], dummy_na=True, dtype=bool).fillna(3)
        data.fillna(data.mean(numeric_only=True)); data.iloc[:, 0].fillna(0.5)
        data.iloc[:, 1].fillna('none'); data.iloc[2:].dropna().iloc[:, 2]
    """),
    "people": (PEOPLE, """
        data; data.loc[1:3]; data.loc[1:3, 'name']; data.loc[[0, 4], ['city', 'age']]
        data.loc[:, 'city']; data.loc[3, 'height']; data.loc[3, 'member']; data.loc[1, 'age']
        data.loc[data['age'] > 30]; data[data['city'] == 'Bonn']; data[data['city'] != 'Bonn']
        data.loc[data['height'] <= 1.7, 'name']; data.loc[data['member'], ['name', 'member']]
        data.loc[~data['member']]; data.loc[data['age'] < 20]; data.loc[data['age'] >= 31, 'age']
        data.dropna(); data.dropna().loc[3:]; data.dropna().iloc[1:]; data.dropna().head(2)
        data.loc[::2]; data.loc[2:]; data.loc[[4, 1]]; data.loc[[4, 1]].iloc[:, 0]
        data.loc[:, ['age', 'height']].iloc[0]; data.loc[:, ['age', 'height']].loc[4]
        data[['age']]; data['member']; data['age'].isna(); data['age'].dropna()
        pd.get_dummies(data, dummy_na=True, dtype=bool)
        pd.get_dummies(data[['city', 'age']], dtype=bool); pd.get_dummies(data[['age']])
        data.mean(numeric_only=True); data[['member']].sum(); data[['age', 'member']].sum()
        data['age'].mean(); data['height'].sum()
    """),
    "long": (FRAMES["200 rows"], "data['x']; data['t']; data.iloc[5:61, 0]; data.iloc[5:66, 0]"),
    "whole rows": (FRAMES["whole numbers"],
                   "data.iloc[1]; data.mean(); data.sum(); data.iloc[-1, 0]"),
}

# to_csv, with and without the index.
WRITTEN = ["house_tiny", "mixed digits", "large floats", "huge floats", "small floats", "infinite",
           "bools", "quoted", "quoted header", "non-ASCII", "lone empty field", "header only"]

REFUSED = ["a,b\n1,2\n1,2,3\n", 'a,b\n1,"2\n', ""]


def operations():
    cases = []
    for name, (csv, expressions) in OPERATIONS.items():
        data = read(csv)
        for e in (e.strip() for line in expressions.strip().split("\n") for e in line.split(";")):
            cases.append({"data": name, "expression": e,
                          "text": printed(eval(e, {"pd": pd, "data": data}))})
    return [{"name": n, "csv": csv} for n, (csv, _) in OPERATIONS.items()], cases


def written(name):
    data = read(FRAMES[name])
    return {"name": name, "index": data.to_csv(), "bare": data.to_csv(index=False)}


def record():
    frames = []
    for name, csv in FRAMES.items():
        data = read(csv)
        frames.append({"name": name, "csv": csv, "text": printed(data),
                       "dtypes": [str(t) for t in data.dtypes]})
    for csv in REFUSED:  # weft refuses them too, in its own words
        try:
            read(csv)
        except (pd.errors.ParserError, pd.errors.EmptyDataError):
            continue
        raise AssertionError(csv)
    data, cases = operations()
    return {"pandas": pd.__version__, "frames": frames, "data": data, "operations": cases,
            "written": [written(name) for name in WRITTEN]}
