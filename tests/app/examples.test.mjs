// The examples print what the notebook prints.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const printed = {
  // 2.2.a, 2.2.b
  ch2_2_preprocessing: `\
   NumRooms RoofType   Price
0       NaN      NaN  127500
1       2.0      NaN  106000
2       4.0    Slate  178100
3       NaN      NaN  140000
   NumRooms  RoofType_Slate  RoofType_nan
0       NaN           False          True
1       2.0           False          True
2       4.0            True         False
3       NaN           False          True
   NumRooms  RoofType_Slate  RoofType_nan
0       3.0           False          True
1       2.0           False          True
2       4.0            True         False
3       3.0           False          True
tensor([[3., 0., 1.],
        [2., 0., 1.],
        [4., 1., 0.],
        [3., 0., 1.]], dtype=float64)
tensor([127500., 106000., 178100., 140000.], dtype=float64)
`,
};

for (const [name, expected] of Object.entries(printed)) {
  test(`example ${name}`, () => {
    const program = fileURLToPath(new URL(`../../build/native/examples/example_${name}`, import.meta.url));
    const result = spawnSync(program, { encoding: 'utf8', timeout: 120_000 });
    assert.equal(result.status, 0, result.stderr);
    assert.equal(result.stdout, expected);
  });
}
