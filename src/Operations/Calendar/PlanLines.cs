namespace Carelake.Operations;

/// <summary>The lines of a plan kept as comma-separated text without quotes.</summary>
internal static class PlanLines
{
    /// <summary>The cells of every line but the heading and blank ones, with the line's number from 1.</summary>
    public static IEnumerable<(int Number, string[] Cells)> Of(string text, string heading)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var index = 0; index < lines.Length; index++)
            if (!string.IsNullOrWhiteSpace(lines[index]) && !(index == 0 && lines[index] == heading)) yield return (index + 1, lines[index].Split(','));
    }
}
