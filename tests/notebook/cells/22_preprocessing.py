# %% 2.2.1.a
import io
import pandas as pd
houses = 'NumRooms,RoofType,Price\nNA,NA,127500\n2,NA,106000\n4,Slate,178100\nNA,NA,140000'
# %% 2.2.1.b
data = pd.read_csv(io.StringIO(houses))
print(data)
# %% 2.2.2.a
# From pandas 2 on indicators are bool, as in the notebook.
inputs, targets = data.iloc[:, 0:2], data.iloc[:, 2]
inputs = pd.get_dummies(inputs, dummy_na=True, dtype=bool)
print(inputs)
# %% 2.2.2.b
inputs = inputs.fillna(inputs.mean())
print(inputs)
# %% 2.2.2.c
print(data.dropna())
# %% 2.2.3.a
X = torch.tensor(inputs.to_numpy(dtype=float))
y = torch.tensor(targets.to_numpy(dtype=float))
X, y
# %% 2.2.4.a
print(data.loc[:, ['NumRooms', 'RoofType']])
# %% 2.2.4.b
print(data.loc[1:2, 'Price'])
