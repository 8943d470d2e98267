using System.Collections.Immutable;
using Carelake.Access.Cedar;
using Carelake.Core;

namespace Carelake.Access.Policies;

/// <summary>The policies of a folder: every <c>*.cedar</c>, judged against its one <c>*.cedarschema</c>.</summary>
/// <param name="Policies">Each under the name that its <c>@id</c> gives.</param>
/// <param name="Schema">What they may speak of.</param>
/// <param name="Examples">Decisions that must come out as written; empty when the folder has none.</param>
public sealed record PolicyLibrary(PolicySet Policies, CedarSchema Schema, ImmutableArray<PolicyExample> Examples)
{
    /// <summary>Folder of the policies that come with the program.</summary>
    public static string ShippedFolder => Path.Combine(AppContext.BaseDirectory, "policies");

    /// <summary>Reads a folder.</summary>
    /// <param name="folder">The folder; files in it are read in the order of their names.</param>
    /// <returns>
    /// No policy at all beside an error, so that nothing is allowed: <c>ACC-0101</c> to <c>ACC-0104</c> for what cannot be read or does not fit the schema,
    /// <c>ACC-0107</c> for a name that is missing or taken, <c>ACC-0108</c> for an example that cannot be read.
    /// </returns>
    /// <exception cref="CarelakeException"><c>ACC-0109</c> the folder, or a schema in it, is not there.</exception>
    public static Parsed<PolicyLibrary> Read(string folder)
    {
        if (!Directory.Exists(folder)) throw Missing(folder);
        var schemas = Directory.GetFiles(folder, "*.cedarschema");
        if (schemas.Length != 1) throw Missing(folder);
        var schema = CedarSchema.Parse(File.ReadAllText(schemas[0]), Path.GetFileName(schemas[0]));
        var issues = ImmutableArray.CreateBuilder<Issue>();
        issues.AddRange(schema.Issues);
        var policies = ImmutableArray.CreateBuilder<Policy>();
        foreach (var file in Directory.GetFiles(folder, "*.cedar").Order(StringComparer.Ordinal))
        {
            var read = PolicySet.Parse(File.ReadAllText(file), Path.GetFileName(file));
            issues.AddRange(read.Issues);
            policies.AddRange(read.Value.Policies.Select(policy => Named(policy, file, policies, issues)));
        }
        // A repeated name is an error already told; a number keeps the set readable.
        var set = new PolicySet([.. policies.DistinctBy(policy => policy.Id)]);
        if (issues.Count == 0) issues.AddRange(PolicyValidator.Validate(set, schema.Value));
        var examples = Path.Combine(folder, "examples.json");
        var read2 = File.Exists(examples) ? PolicyExample.Read(File.ReadAllText(examples), "examples.json") : new([], []);
        issues.AddRange(read2.Issues);
        var isUsable = !issues.Any(issue => issue.Severity == Severity.Error);
        return new(new(isUsable ? set : new PolicySet([]), schema.Value, read2.Value), issues.ToImmutable());
    }

    private static Policy Named(Policy policy, string file, IEnumerable<Policy> before, ImmutableArray<Issue>.Builder issues)
    {
        var name = policy.Annotations.GetValueOrDefault("id", "");
        var where = $"{Path.GetFileName(file)}: {policy.Id}";
        if (name.Length == 0) issues.Add(new("ACC-0107", Severity.Error, where, "The policy has no @id."));
        else if (before.Any(other => other.Id == name)) issues.Add(new("ACC-0107", Severity.Error, where, $"The name {name} is taken by another policy."));
        return policy with { Id = name.Length == 0 ? where : name };
    }

    private static CarelakeException Missing(string folder) => new(
        "ACC-0109", "There are no policies here: a folder of them holds one .cedarschema file and .cedar files.", folder, "Name a folder of policies, or leave the option out to use those of the program.");
}
