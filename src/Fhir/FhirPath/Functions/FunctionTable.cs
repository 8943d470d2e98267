using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Carelake.Fhir.FhirPath.Functions;

/// <summary>The functions by name.</summary>
internal static class FunctionTable
{
    private static readonly FrozenDictionary<string, Function> Functions = ((IEnumerable<IEnumerable<Function>>)
        [
            ExistenceFunctions.All, FilterFunctions.All, SubsetFunctions.All, SetFunctions.All, ConversionFunctions.All, StringFunctions.All,
            EncodingFunctions.All, MathFunctions.All, TreeFunctions.All, UtilityFunctions.All, FhirFunctions.All,
        ]).SelectMany(group => group).ToFrozenDictionary(function => function.Name, StringComparer.Ordinal);

    /// <summary>A function of the language.</summary>
    public static bool TryGet(string name, [NotNullWhen(true)] out Function? function) => Functions.TryGetValue(name, out function);
}
