# %% 5.2.1.a
# %% 5.2.1.b
# %% 5.2.1.c
# %% 5.2.1.d
print(pattern(r'(no data found: everything below is computed from the synthetic set\n)?'), end='')
# %% 5.2.1.e
print('validation accuracy', pattern(r'0\.\d\d\d\d'))
# %% 5.2.2.a
# %% 5.2.2.b
# %% 5.2.2.c
for epoch in range(1, 11):
    print(epoch, *3 * [pattern(r'\d\.\d\d\d\d')])
