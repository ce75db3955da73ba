# %% 4.2.1.a
# %% 4.2.1.b
print(pattern(r'(no data found: everything below is computed from the synthetic set\n)?\(\d+, \d+\)'))
# %% 4.2.1.c
torch.zeros(1, 32, 32).shape
# %% 4.2.1.d
# %% 4.2.2.a
# %% 4.2.2.b
X, y = torch.zeros(64, 1, 32, 32), torch.zeros(64, dtype=torch.int64)
print(*(str(value)[6:] for value in (X.shape, X.dtype, y.shape, y.dtype)))
# %% 4.2.2.c
print(pattern(r'\d+\.\d\d'), 'sec')
# %% 4.2.3.a
