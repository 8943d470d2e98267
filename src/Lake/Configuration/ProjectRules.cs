using Carelake.Core;
using Carelake.Lake.Models;

namespace Carelake.Lake.Configuration;

/// <summary>How the parts of a project must fit together.</summary>
internal static class ProjectRules
{
    /// <summary>Every error between configuration, models and mappings.</summary>
    public static IEnumerable<Issue> Check(Project project) =>
        [.. project.Mappings.SelectMany(mapping => Mapping(project, mapping)), .. project.Models.Values.SelectMany(model => Model(project, model))];

    private static IEnumerable<Issue> Mapping(Project project, MappingSpec mapping)
    {
        var silver = project.Models.Values.Where(model => model.IsSilver).Select(model => model.Table);
        if (!silver.Contains(mapping.SilverTable))
            yield return Error(ModelCodes.WrongMapping, mapping.File, $"There is no model {mapping.SilverTable}. {Suggestion.For(mapping.SilverTable, silver)}");
        if (project.FindSource(mapping.SourceId) is not { } source)
            yield return Error(ModelCodes.WrongMapping, mapping.File, $"There is no source '{mapping.SourceId}'. {Suggestion.For(mapping.SourceId, project.Sources.Select(one => one.Id))}");
        else if (!source.Tables.ContainsKey(mapping.SourceTable))
            yield return Error(ModelCodes.WrongMapping, mapping.File, $"Source '{source.Id}' has no table '{mapping.SourceTable}'. {Suggestion.For(mapping.SourceTable, source.Tables.Keys)}");
    }

    private static IEnumerable<Issue> Model(Project project, ModelSpec model)
    {
        var referred = model.Rules.Select(rule => rule.References)
            .Append(model.Why?.Table)
            .Append(model.Incremental?.Driver)
            .Concat(model.Incremental?.ReactsTo.Keys ?? []);
        return referred.OfType<string>()
            .Where(table => !project.Models.ContainsKey(table))
            .Select(table => Error(ModelCodes.UnknownTable, model.SpecFile, $"{model.Table} refers to {table}, which no model makes. {Suggestion.For(table, project.Models.Keys)}"));
    }

    private static Issue Error(string code, string file, string message) => new(code, Severity.Error, $"{file}:1:1", message);
}
