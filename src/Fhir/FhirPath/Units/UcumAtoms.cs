using System.Collections.Frozen;

namespace Carelake.Fhir.FhirPath.Units;

/// <summary>Prefixes and unit atoms of UCUM (sections 27 to 46): those of vital signs, laboratory results, medicines and time.</summary>
internal static class UcumAtoms
{
    /// <summary>Powers of ten by prefix.</summary>
    public static FrozenDictionary<string, int> Prefixes { get; } = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["Y"] = 24, ["Z"] = 21, ["E"] = 18, ["P"] = 15, ["T"] = 12, ["G"] = 9, ["M"] = 6, ["k"] = 3, ["h"] = 2, ["da"] = 1,
        ["d"] = -1, ["c"] = -2, ["m"] = -3, ["u"] = -6, ["n"] = -9, ["p"] = -12, ["f"] = -15, ["a"] = -18, ["z"] = -21, ["y"] = -24,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Atoms that take a prefix, with their definition: a factor and a unit expression; none for a base unit.</summary>
    public static FrozenDictionary<string, (decimal Factor, string Unit)> Metric { get; } =
        new Dictionary<string, (decimal, string)>(StringComparer.Ordinal)
        {
            ["m"] = (1, ""), ["s"] = (1, ""), ["g"] = (1, ""), ["rad"] = (1, ""), ["K"] = (1, ""), ["C"] = (1, ""), ["cd"] = (1, ""),
            // UCUM makes the mole a number; kept apart here, since 1 mol is never meant as 6.02e23.
            ["mol"] = (1, ""), ["eq"] = (1, "mol"), ["osm"] = (1, "mol"),
            ["sr"] = (1, "rad2"), ["Hz"] = (1, "s-1"), ["N"] = (1, "kg.m/s2"), ["Pa"] = (1, "N/m2"), ["J"] = (1, "N.m"), ["W"] = (1, "J/s"),
            ["A"] = (1, "C/s"), ["V"] = (1, "J/C"), ["F"] = (1, "C/V"), ["Ohm"] = (1, "V/A"), ["S"] = (1, "Ohm-1"), ["Wb"] = (1, "V.s"),
            ["T"] = (1, "Wb/m2"), ["H"] = (1, "Wb/A"), ["lm"] = (1, "cd.sr"), ["lx"] = (1, "lm/m2"), ["Bq"] = (1, "s-1"), ["Gy"] = (1, "J/kg"),
            ["Sv"] = (1, "J/kg"), ["l"] = (1, "dm3"), ["L"] = (1, "dm3"), ["ar"] = (100, "m2"), ["t"] = (1000, "kg"), ["bar"] = (100000, "Pa"),
            ["u"] = (1.66053906660m, "10*-24.g"), ["eV"] = (1.602176634m, "10*-19.J"), ["dyn"] = (1, "g.cm/s2"), ["erg"] = (1, "dyn.cm"),
            ["P"] = (1, "dyn.s/cm2"), ["St"] = (1, "cm2/s"), ["G"] = (0.0001m, "T"), ["cal"] = (4.184m, "J"), ["cal_th"] = (4.184m, "J"),
            ["kat"] = (1, "mol/s"), ["U"] = (1, "umol/min"), ["m[H2O]"] = (9.80665m, "kPa"), ["m[Hg]"] = (133.3220m, "kPa"), ["g%"] = (1, "g/dl"),
            ["[iU]"] = (1, ""), ["[IU]"] = (1, "[iU]"), ["Ci"] = (37, "10*9.Bq"), ["B"] = (1, ""), ["bit"] = (1, ""), ["By"] = (8, "bit"),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Atoms that take none.</summary>
    public static FrozenDictionary<string, (decimal Factor, string Unit)> NonMetric { get; } =
        new Dictionary<string, (decimal, string)>(StringComparer.Ordinal)
        {
            ["10*"] = (10, "1"), ["10^"] = (10, "1"), ["[pi]"] = (3.1415926535897932384626433833m, "1"), ["%"] = (0.01m, "1"),
            ["[ppth]"] = (0.001m, "1"), ["[ppm]"] = (0.000001m, "1"), ["[ppb]"] = (0.000000001m, "1"),
            ["min"] = (60, "s"), ["h"] = (60, "min"), ["d"] = (24, "h"), ["wk"] = (7, "d"), ["a"] = (365.25m, "d"), ["a_j"] = (365.25m, "d"),
            ["a_t"] = (365.24219m, "d"), ["a_g"] = (365.2425m, "d"), ["mo"] = (30.4375m, "d"), ["mo_j"] = (30.4375m, "d"),
            ["mo_s"] = (29.53059m, "d"), ["deg"] = (0.0174532925199432957692369077m, "rad"), ["'"] = (0.000290888208665721596153948461m, "rad"),
            ["''"] = (0.0000048481368110953599358991410m, "rad"), ["gon"] = (0.9m, "deg"),
            ["[in_i]"] = (2.54m, "cm"), ["[ft_i]"] = (12, "[in_i]"), ["[yd_i]"] = (3, "[ft_i]"), ["[mi_i]"] = (5280, "[ft_i]"),
            ["[nmi_i]"] = (1852, "m"), ["[kn_i]"] = (1, "[nmi_i]/h"), ["[sin_i]"] = (1, "[in_i]2"), ["[sft_i]"] = (1, "[ft_i]2"),
            ["[cin_i]"] = (1, "[in_i]3"), ["[cft_i]"] = (1, "[ft_i]3"), ["[gr]"] = (64.79891m, "mg"), ["[lb_av]"] = (7000, "[gr]"),
            ["[oz_av]"] = (437.5m, "[gr]"), ["[dr_av]"] = (27.34375m, "[gr]"), ["[ston_av]"] = (2000, "[lb_av]"), ["[stone_av]"] = (14, "[lb_av]"),
            ["[lbf_av]"] = (4.4482216152605m, "N"), ["[psi]"] = (6894.757293168m, "Pa"), ["atm"] = (101325, "Pa"),
            ["[gal_us]"] = (231, "[in_i]3"), ["[qt_us]"] = (0.25m, "[gal_us]"), ["[pt_us]"] = (0.5m, "[qt_us]"), ["[cup_us]"] = (0.5m, "[pt_us]"),
            ["[foz_us]"] = (0.125m, "[cup_us]"), ["[tbs_us]"] = (0.5m, "[foz_us]"), ["[tsp_us]"] = (0.3333333333333333333333333333m, "[tbs_us]"),
            ["[cup_m]"] = (240, "ml"), ["[tbs_m]"] = (15, "ml"), ["[tsp_m]"] = (5, "ml"), ["[foz_m]"] = (30, "ml"), ["[drp]"] = (0.05m, "ml"),
            ["[pH]"] = (1, ""), ["[arb'U]"] = (1, ""), ["[USP'U]"] = (1, ""), ["[CFU]"] = (1, ""), ["[PFU]"] = (1, ""), ["[TCID_50]"] = (1, ""),
            ["[EIA'U]"] = (1, ""), ["[GPL'U]"] = (1, ""), ["[MPL'U]"] = (1, ""), ["[ELU]"] = (1, ""), ["[Ch]"] = (0.3333333333333333333333333333m, "mm"),
            ["[HPF]"] = (1, "1"), ["[LPF]"] = (100, "1"), ["[diop]"] = (1, "m-1"), ["[Cal]"] = (1, "kcal"), ["[degR]"] = (0.5555555555555555555555555556m, "K"),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Temperature scales with a zero of their own: factor to kelvin, and kelvin at their zero.</summary>
    public static FrozenDictionary<string, (decimal Factor, decimal Zero)> Scales { get; } =
        new Dictionary<string, (decimal, decimal)>(StringComparer.Ordinal)
        {
            ["Cel"] = (1, 273.15m),
            ["[degF]"] = (0.5555555555555555555555555556m, 255.3722222222222222222222222m),
        }.ToFrozenDictionary(StringComparer.Ordinal);
}
