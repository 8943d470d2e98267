using Carelake.Lake.Configuration;
using Carelake.Lake.Models;
using Carelake.Lake.Quality;

namespace Carelake.Lake.Pipeline;

/// <summary>In which order models run: after what they read and, so that parents come before children, after what their rules look into.</summary>
internal static class ModelSchedule
{
    /// <summary>Every model of the project with the tables it waits for, each after those.</summary>
    public static IReadOnlyList<(ModelSpec Model, IReadOnlySet<string> Needs)> Order(Project project)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        var open = new HashSet<string>(StringComparer.Ordinal);
        var order = new List<(ModelSpec, IReadOnlySet<string>)>();
        foreach (var model in project.Graph.Order) Visit(model);
        return order;

        void Visit(ModelSpec model)
        {
            if (done.Contains(model.Table) || !open.Add(model.Table)) return;
            var inputs = project.Graph.InputsOf(model.Table).ToHashSet(StringComparer.Ordinal);
            foreach (var input in inputs) VisitTable(input);
            // A rule may look into a table whose own rules look back: then whoever comes first sees the other as it was.
            var looked = References(model).Where(table => !open.Contains(table) || done.Contains(table)).ToList();
            foreach (var table in looked) VisitTable(table);
            inputs.UnionWith(looked.Where(done.Contains));
            done.Add(model.Table);
            order.Add((model, inputs));
        }

        void VisitTable(string table)
        {
            if (project.Models.GetValueOrDefault(table) is { } model) Visit(model);
        }
    }

    private static IEnumerable<string> References(ModelSpec model) =>
        Enum.GetValues<RuleSeverity>().SelectMany(severity => QualityPlan.For(model, severity).References).Where(table => table != model.Table);
}
