using System.Text.Json;
using Carelake.Fhir.Definitions;
using Carelake.Fhir.Validation;

namespace Carelake.Fhir.Profiles;

/// <summary>Expands a value set as far as its content is known: listed codes, whole code systems, other value sets (FHIR R4, ValueSet.compose).</summary>
internal static class ValueSetReader
{
    private const int DeepestImport = 16;

    public static FhirValueSet Read(JsonElement set, FhirProfiles profiles)
    {
        var expansion = new Expansion(profiles);
        expansion.Add(set, 0);
        return new FhirValueSet(ProfileReader.Canonical(set.String("url"u8) ?? ""), expansion.Systems, expansion.IsComplete);
    }

    private sealed class Expansion(FhirProfiles profiles)
    {
        private readonly HashSet<string> _imported = new(StringComparer.Ordinal);

        public List<(string System, IEnumerable<string> Codes)> Systems { get; } = [];

        public bool IsComplete { get; private set; } = true;

        public void Add(JsonElement set, int depth)
        {
            var compose = set.Get("compose"u8);
            // What is left out of a set can be known only by subtracting; the set is then taken as open.
            if (depth > DeepestImport || compose.ValueKind != JsonValueKind.Object || compose.Has("exclude"u8)) IsComplete = false;
            if (depth > DeepestImport) return;
            foreach (var include in compose.Get("include"u8).Items()) Include(include, depth);
        }

        private void Include(JsonElement include, int depth)
        {
            var system = include.String("system"u8);
            if (include.Has("filter"u8) || (system is not null && include.Has("valueSet"u8))) IsComplete = false;
            else if (include.Has("concept"u8)) Systems.Add((system ?? "", Codes(include.Get("concept"u8))));
            else if (system is not null) System(system);
            foreach (var url in include.Get("valueSet"u8).Items()) Import(url, depth);
        }

        private void Import(JsonElement url, int depth)
        {
            var address = url.ValueKind == JsonValueKind.String ? ProfileReader.Canonical(url.GetString()!) : "";
            // What was taken in already adds nothing; without this a set that names itself would be read without end.
            if (!_imported.Add(address)) return;
            if (FhirDefinitions.R4.ValueSet(address) is { } known) Systems.AddRange(known.Systems.Select(system => (system, (IEnumerable<string>)known.Codes(system))));
            else if (profiles.Resource(address, "ValueSet"u8) is { } set) Add(set, depth + 1);
            else IsComplete = false;
        }

        private void System(string system)
        {
            if (profiles.Resource(system, "CodeSystem"u8) is { } codes && codes.String("content"u8) == "complete") Systems.Add((system, Codes(codes.Get("concept"u8))));
            else IsComplete = false;
        }

        private static List<string> Codes(JsonElement concepts)
        {
            var codes = new List<string>();
            foreach (var concept in concepts.Items())
            {
                if (concept.String("code"u8) is { } code) codes.Add(code);
                codes.AddRange(Codes(concept.Get("concept"u8)));
            }
            return codes;
        }
    }
}
