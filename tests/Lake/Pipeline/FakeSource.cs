using System.Runtime.CompilerServices;
using Carelake.Core;
using Carelake.Lake.Landing;

namespace Carelake.Tests.Lake.Pipeline;

/// <summary>A source whose next pulls the test writes down: one file each, or an error.</summary>
internal sealed class FakeSource : IConnector
{
    private readonly Dictionary<string, Queue<Func<TablePull, Extract>>> _next = [];

    public string Name => "fake";

    /// <summary>Pulls that were tried, by <c>source.table</c>.</summary>
    public List<string> Pulls { get; } = [];

    public FakeSource Csv(string table, string text, bool isFull = false, string? state = null) =>
        Add(table, pull => File(pull, ".csv", System.Text.Encoding.UTF8.GetBytes(text), ExtractFormat.Utf8Csv(new CsvDialect()), isFull, state));

    /// <summary>A CSV file of the source's own, which stays where it is.</summary>
    public FakeSource Original(string table, string path) => Add(
        table, pull => new Extract { Name = pull.Table, Path = path, Format = ExtractFormat.Utf8Csv(new CsvDialect()), NextState = pull.State });

    public FakeSource Bytes(string table, byte[] bytes, ExtractFormat format) => Add(table, pull => File(pull, ".bin", bytes, format, false, null));

    public FakeSource Down(string table, bool isTransient = true) => Add(
        table, _ => throw new CarelakeException("SRC-0002", "The source does not answer.", table, "Start it.", isTransient: isTransient));

    public async IAsyncEnumerable<Extract> ReadAsync(TablePull pull, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        Func<TablePull, Extract>? next;
        lock (_next)
        {
            Pulls.Add(pull.ToString());
            next = _next.TryGetValue(pull.Table, out var queue) && queue.Count > 0 ? queue.Dequeue() : null;
        }

        // A real source gives nothing twice once its state says that it was taken.
        if (next is not null && next(pull) is { } extract && (extract.NextState is null || extract.NextState != pull.State)) yield return extract;
    }

    private static Extract File(TablePull pull, string extension, byte[] bytes, ExtractFormat format, bool isFull, string? state)
    {
        var path = Path.Combine(pull.ScratchFolder, Guid.NewGuid().ToString("N") + extension);
        System.IO.File.WriteAllBytes(path, bytes);
        return new Extract
        {
            Name = pull.Table, Path = path, Format = format, IsFullSnapshot = isFull, NextState = state ?? pull.State, DeleteAfterLanding = true,
        };
    }

    private FakeSource Add(string table, Func<TablePull, Extract> pull)
    {
        if (!_next.TryGetValue(table, out var queue)) _next[table] = queue = new();
        queue.Enqueue(pull);
        return this;
    }
}
