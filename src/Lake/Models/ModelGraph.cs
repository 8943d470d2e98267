using System.Collections.Immutable;
using Carelake.Core;
using Carelake.DuckDb;
using Carelake.Lake.Configuration;
using Carelake.Lake.Sql;

namespace Carelake.Lake.Models;

/// <summary>
/// What each table is made from, found in the SQL. Immutable; made once when a project is loaded, before anything runs.
/// </summary>
public sealed class ModelGraph
{
    private readonly Dictionary<string, ModelNode> _nodes;

    private ModelGraph(Dictionary<string, ModelNode> nodes, IReadOnlyList<IReadOnlyList<ModelSpec>> levels) =>
        (_nodes, Levels) = (nodes, levels);

    /// <summary>The models in the order of need: those of one level read only earlier levels and may run side by side.</summary>
    public IReadOnlyList<IReadOnlyList<ModelSpec>> Levels { get; }

    /// <summary>Every model after those it reads.</summary>
    public IEnumerable<ModelSpec> Order => Levels.SelectMany(level => level);

    /// <summary>The tables a model reads, bronze ones of its mappings included, in order of name.</summary>
    /// <exception cref="KeyNotFoundException">There is no such model.</exception>
    public IReadOnlyList<string> InputsOf(string table) => _nodes[table].Inputs;

    /// <summary>Where each column of a model comes from.</summary>
    /// <exception cref="KeyNotFoundException">There is no such model.</exception>
    public QueryLineage LineageOf(string table) => _nodes[table].Lineage;

    /// <summary>The models that read a table themselves.</summary>
    public IEnumerable<ModelSpec> ReadersOf(string table) => Order.Where(model => _nodes[model.Table].Inputs.Contains(table));

    /// <summary>Models and every model they are made from, in order.</summary>
    public IReadOnlyList<ModelSpec> WithInputs(IEnumerable<string> tables) => 
        Closed(tables, table => _nodes.TryGetValue(table, out var node) ? node.Inputs : []);

    /// <summary>Models and every model made from them, in order. Names of bronze tables are understood too.</summary>
    public IReadOnlyList<ModelSpec> WithReaders(IEnumerable<string> tables) =>
        Closed(tables, table => ReadersOf(table).Select(model => model.Table));

    /// <summary>Reads every SQL text of a project and finds what is made from what.</summary>
    /// <param name="project">The project; its mappings name existing models.</param>
    /// <param name="connection">Lends its parser.</param>
    /// <returns>The graph, <see langword="null"/> when there is a cycle, and every finding.</returns>
    internal static Parsed<ModelGraph?> Build(Project project, DuckDbConnection connection)
    {
        var issues = ImmutableArray.CreateBuilder<Issue>();
        var reader = new ModelReader(project, new SqlParser(connection), issues);
        var nodes = project.Models.Values.ToDictionary(model => model.Table, reader.Read);
        if (ModelOrder.FindCycle(nodes) is { } cycle)
        {
            var message = $"The models read each other in a circle: {string.Join(" reads ", cycle)}.";
            issues.Add(new(ModelCodes.Cycle, Severity.Error, $"{nodes[cycle[0]].Model.SqlFile}:1:1", message));
            return new(null, issues.ToImmutable());
        }
        return new(new ModelGraph(nodes, ModelOrder.Levels(nodes)), issues.ToImmutable());
    }

    private List<ModelSpec> Closed(IEnumerable<string> tables, Func<string, IEnumerable<string>> next)
    {
        var found = new HashSet<string>();
        var waiting = new Stack<string>(tables);
        while (waiting.TryPop(out var table))
        {
            if (!found.Add(table)) continue;
            foreach (var other in next(table)) waiting.Push(other);
        }
        return [.. Order.Where(model => found.Contains(model.Table))];
    }
}
