using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Carelake.Access.Deidentification;

/// <summary>What an extract holds, what was done to it, and what risk is left. Names nobody.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="MadeAt">When.</param>
/// <param name="K">Smallest group asked for.</param>
/// <param name="Patients">Patients in the lake.</param>
/// <param name="Suppressed">Patients left out for being in too small a group.</param>
/// <param name="Before">Groups before anyone was left out.</param>
/// <param name="After">Groups in the extract.</param>
/// <param name="Tables">Table by table.</param>
public sealed record ExtractReport(
    string Profile, DateTimeOffset MadeAt, int K, int Patients, int Suppressed, RiskFigures Before, RiskFigures After, ImmutableArray<ExtractTable> Tables)
{
    /// <summary>The report for a person who decides whether the extract may leave.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# De-identified extract: {Profile}\n\nMade {MadeAt:yyyy-MM-dd HH:mm} UTC. {Patients:N0} patients, {Suppressed:N0} of them left out because fewer than {K} share their values.\n\n");
        text.Append("| | before | in the extract |\n| --- | ---: | ---: |\n");
        text.Append(CultureInfo.InvariantCulture, $"| groups of the same values | {Before.Groups:N0} | {After.Groups:N0} |\n| smallest group | {Before.SmallestGroup:N0} | {After.SmallestGroup:N0} |\n");
        text.Append(CultureInfo.InvariantCulture, $"| chance of picking the right row, at most | {Before.LargestRisk:P1} | {After.LargestRisk:P1} |\n| the same, on average | {Before.MeanRisk:P1} | {After.MeanRisk:P1} |\n\n");
        text.Append("The figures are of someone who knows a person's quasi-identifiers and that the person is in the extract. Codes, amounts and dates of many records of one\nperson can still be told apart by someone who knows them: an extract is for those who agreed not to look.\n");
        foreach (var table in Tables)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {table.Table}: {table.Rows:N0} rows\n\n| column | what became of it | why |\n| --- | --- | --- |\n");
            foreach (var column in table.Columns) text.Append(CultureInfo.InvariantCulture, $"| {column.Name} | {column.Treatment.ToString().ToLowerInvariant()} | {column.Reason} |\n");
        }
        return text.ToString();
    }
}

/// <summary>How well groups hide a person.</summary>
/// <param name="Groups">Groups of the same values.</param>
/// <param name="SmallestGroup">People in the smallest.</param>
/// <param name="LargestRisk">Chance of picking the right row in the smallest, 0 to 1.</param>
/// <param name="MeanRisk">Mean chance over all people, 0 to 1.</param>
public sealed record RiskFigures(int Groups, int SmallestGroup, double LargestRisk, double MeanRisk);

/// <summary>A table of an extract.</summary>
/// <param name="Table">Full name.</param>
/// <param name="File">Its file in the extract's folder.</param>
/// <param name="Rows">Rows in it.</param>
/// <param name="Columns">What became of each column of the lake's table.</param>
public sealed record ExtractTable(string Table, string File, long Rows, ImmutableArray<ColumnPlan> Columns);
