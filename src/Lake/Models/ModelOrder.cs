namespace Carelake.Lake.Models;

/// <summary>Orders models so that each comes after those it reads.</summary>
internal static class ModelOrder
{
    /// <summary>The tables of a circle, the first repeated at the end.</summary>
    /// <returns><see langword="null"/> when there is none.</returns>
    public static IReadOnlyList<string>? FindCycle(IReadOnlyDictionary<string, ModelNode> nodes)
    {
        var done = new HashSet<string>();
        var path = new List<string>();
        return nodes.Keys.Order(StringComparer.Ordinal).Select(Visit).FirstOrDefault(cycle => cycle is not null);

        IReadOnlyList<string>? Visit(string table)
        {
            if (path.IndexOf(table) is var start and >= 0) return [.. path[start..], table];
            if (!nodes.TryGetValue(table, out var node) || done.Contains(table)) return null;
            path.Add(table);
            var cycle = node.Inputs.Select(Visit).FirstOrDefault(found => found is not null);
            path.RemoveAt(path.Count - 1);
            done.Add(table);
            return cycle;
        }
    }

    /// <summary>Levels of models that read only earlier levels; within one, in order of name.</summary>
    /// <param name="nodes">Models without a circle.</param>
    public static IReadOnlyList<IReadOnlyList<ModelSpec>> Levels(IReadOnlyDictionary<string, ModelNode> nodes)
    {
        var levels = new Dictionary<string, int>();
        return [.. nodes.Values
            .GroupBy(node => LevelOf(node.Model.Table))
            .OrderBy(group => group.Key)
            .Select(group => group.Select(node => node.Model).OrderBy(model => model.Table, StringComparer.Ordinal).ToList())];

        int LevelOf(string table)
        {
            if (!nodes.TryGetValue(table, out var node)) return -1;
            if (!levels.TryGetValue(table, out var level))
                levels[table] = level = node.Inputs.Select(LevelOf).DefaultIfEmpty(-1).Max() + 1;
            return level;
        }
    }
}
