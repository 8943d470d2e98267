using System.Text.RegularExpressions;
using Carelake.Core;
using Carelake.Lake.Configuration;

namespace Carelake.Lake.Models;

/// <summary>What a model's YAML must fulfil beyond its types; each finding has the place of the key it is about.</summary>
internal static partial class ModelRules
{
    /// <summary>Every error in one model.</summary>
    public static IEnumerable<Issue> Check(YamlDocument<ModelSpec> document)
    {
        if (!TableName().IsMatch(document.Value.Table))
            return [document.ErrorAt("table", ModelCodes.WrongTable, "A table is named silver.NAME or gold.NAME: lower case, digits, underscores.")];
        return [.. Shape(document), .. Columns(document), .. Keys(document), .. Rules(document), .. References(document)];
    }

    private static IEnumerable<Issue> Shape(YamlDocument<ModelSpec> document)
    {
        var model = document.Value;
        if (Path.GetFileNameWithoutExtension(document.File) != model.Name)
            yield return document.ErrorAt("table", ModelCodes.WrongTable, $"The file must be named for its table: {model.Name}.yml.");
        if (!model.IsSilver && model.Sql is null)
            yield return document.ErrorAt("table", ModelCodes.HalfModel, $"A gold model needs its SQL beside it: {model.Name}.sql.");
        if (model.Keys.Count == 0 && model.Materialisation is Materialisation.Upsert or Materialisation.Scd2)
            yield return document.ErrorAt("materialisation", ModelCodes.WrongModel, "upsert and scd2 need keys.");
        if (!model.IsSilver && model.Materialisation == Materialisation.Scd2)
            yield return document.ErrorAt("materialisation", ModelCodes.WrongModel, "History is kept in silver; a gold table is full, upsert or append.");
    }

    private static IEnumerable<Issue> Columns(YamlDocument<ModelSpec> document)
    {
        var model = document.Value;
        foreach (var column in model.Columns.Values)
        {
            var path = $"columns/{column.Name}";
            if (!ColumnName().IsMatch(column.Name))
                yield return document.ErrorAt(path, ModelCodes.WrongModel, $"'{column.Name}' is not a column name: lower case, digits, underscores.");
            if (ColumnTypes.TryToDuckDb(column.Type) is null)
                yield return document.ErrorAt($"{path}/type", ModelCodes.WrongModel, $"'{column.Type}' is not a type. {Suggestion.For(column.Type, ColumnTypes.Names)}");
            if (!model.IsSilver && column.Sensitivity == SensitivityClass.DirectIdentifier)
                yield return document.ErrorAt(path, ModelCodes.IdentifierInGold, $"Gold holds no direct identifiers: drop '{column.Name}', or say its sensitivity.");
        }
    }

    private static IEnumerable<Issue> Keys(YamlDocument<ModelSpec> document) => UnknownColumns(document, "keys", document.Value.Keys);

    private static IEnumerable<Issue> Rules(YamlDocument<ModelSpec> document)
    {
        var rules = document.Value.Rules;
        foreach (var (index, rule) in rules.Index())
        {
            var path = $"rules/{index}";
            if (rules.Take(index).Any(earlier => earlier.Name == rule.Name))
                yield return document.ErrorAt($"{path}/name", ModelCodes.WrongRule, $"Two rules are called '{rule.Name}'.");
            // Names of warnings are joined by commas in the rows that they mark.
            if (!ColumnName().IsMatch(rule.Name))
                yield return document.ErrorAt($"{path}/name", ModelCodes.WrongRule, $"'{rule.Name}' is not a rule name: lower case, digits, underscores.");
            foreach (var message in RuleShape.Check(rule)) yield return document.ErrorAt(path, ModelCodes.WrongRule, $"Rule '{rule.Name}': {message}");
            foreach (var issue in UnknownColumns(document, $"{path}/columns", rule.Columns)) yield return issue;
        }
    }

    private static IEnumerable<Issue> References(YamlDocument<ModelSpec> document)
    {
        var model = document.Value;
        if (model.Kpi?.Column is { } column)
            foreach (var issue in UnknownColumns(document, "kpi/column", [column])) yield return issue;
        if (model.Why is { } why)
            foreach (var issue in UnknownColumns(document, "why/on", why.On.Keys)) yield return issue;
        if (model.Incremental is not null && (model.IsSilver || model.Materialisation != Materialisation.Upsert))
            yield return document.ErrorAt("incremental", ModelCodes.WrongModel, "incremental is for gold models kept by upsert.");
        if (model.Incremental is { Sums: { } sums } incremental)
        {
            foreach (var issue in UnknownColumns(document, "incremental/sums", [sums.Rows, .. sums.Least, .. sums.Greatest, .. sums.Same])) yield return issue;
            if (incremental.ReactsTo.Count > 0)
                yield return document.ErrorAt("incremental/reacts_to", ModelCodes.WrongModel, "Sums follow their driver alone: another input that changes has them computed whole.");
            string[] taken = [.. model.Keys, .. sums.Least, .. sums.Greatest, .. sums.Same];
            foreach (var added in model.Columns.Values.Where(one => !taken.Contains(one.Name) && !ColumnTypes.IsExact(one.Type)))
                yield return document.ErrorAt("incremental/sums", ModelCodes.WrongModel, $"'{added.Name}' is no whole number and no decimal, so it cannot be added up.");
        }
    }

    private static IEnumerable<Issue> UnknownColumns(YamlDocument<ModelSpec> document, string path, IEnumerable<string> names) =>
        names.Where(name => !document.Value.Columns.ContainsKey(name))
            .Select(name => document.ErrorAt(
                path, ModelCodes.WrongModel, $"'{name}' is not a column of {document.Value.Table}. {Suggestion.For(name, document.Value.Columns.Keys)}"));

    [GeneratedRegex("^(silver|gold)\\.[a-z][a-z0-9_]*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TableName();

    [GeneratedRegex("^_?[a-z][a-z0-9_]*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ColumnName();
}
