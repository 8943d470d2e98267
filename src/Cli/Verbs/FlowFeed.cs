using Carelake.Core;
using Carelake.Hl7v2;
using Carelake.Lake.Catalog;
using Carelake.Operations;

namespace Carelake.Cli.Verbs;

/// <summary>HL7 v2 messages taken into a live state of patients and beds.</summary>
/// <param name="remembersAll">Visits that ended long ago are kept: for measures of the past.</param>
internal sealed class FlowFeed(bool remembersAll = false)
{
    // Tables of a listener that flow is read from.
    private static readonly string[] FlowTables = ["adt", "siu", "orders"];

    private readonly FlowEventReader _reader = new(TimeSpan.Zero);

    /// <summary>What the messages come to.</summary>
    public FlowState State { get; } = new(remembersAll ? new() { KeepDays = null } : null);

    /// <summary>Messages taken.</summary>
    public long MessageCount { get; private set; }

    /// <summary>What could not be applied, by code.</summary>
    public SortedDictionary<string, int> Refused { get; } = new(StringComparer.Ordinal);

    /// <summary>Takes every message that the project's listeners brought to bronze.</summary>
    /// <returns>There was a table to read.</returns>
    public bool TakeBronze(ProjectContext context, CancellationToken cancellationToken)
    {
        using var session = LakeSession.Open(context.Lake, new EngineOptions());
        var isFound = false;
        foreach (var table in context.Project.Config.Listeners.Keys.SelectMany(listener => FlowTables.Select(table => $"bronze.{listener}_{table}")))
        {
            if (session.Bind(table) is null) continue;
            isFound = true;
            using var command = session.Connection.CreateCommand($"select message from {TableName.Quote(table)}");
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                Take((byte[])reader.GetValue(0));
            }
        }
        return isFound;
    }

    /// <summary>Takes the messages of files, in the order of their names.</summary>
    public async Task TakeFilesAsync(IEnumerable<string> names, Terminal terminal, bool isQuiet, CancellationToken cancellationToken)
    {
        using var inputs = FormatInputs.Of(names, terminal, FormatKind.Hl7, isQuiet);
        foreach (var input in inputs)
        {
            foreach (var message in Hl7File.Read(await input.ReadAsync(cancellationToken)).Value.Messages)
            {
                Take(message);
                input.Advance(message.Value.Bytes.Length, cancellationToken);
            }
        }
    }

    /// <summary>Says what was not applied.</summary>
    public int Report(Terminal terminal)
    {
        foreach (var (code, count) in Refused) terminal.Say($"{code}: {count:N0} messages or events were not applied; docs/reference/codes.md says why.");
        return Refused.Count > 0 ? ExitCode.DoneWithQuarantine : ExitCode.Done;
    }

    /// <summary>Takes a message; one that cannot be read counts as refused.</summary>
    public void Take(ReadOnlyMemory<byte> bytes) => Take(Hl7Message.Parse(bytes));

    /// <summary>Takes a message.</summary>
    public void Take(Parsed<Hl7Message> message)
    {
        MessageCount++;
        if (!message.IsUsable)
        {
            Refuse(message.Issues.First(issue => issue.Severity == Severity.Error).Code);
            return;
        }
        var read = _reader.Read(message.Value, MessageCount, TimeProvider.System.GetUtcNow());
        foreach (var flow in read.Value) State.Apply(flow);
        foreach (var issue in read.Issues) Refuse(issue.Code);
    }

    private void Refuse(string code) => Refused[code] = Refused.GetValueOrDefault(code) + 1;
}
