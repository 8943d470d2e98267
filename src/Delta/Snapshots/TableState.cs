using System.Collections.Immutable;
using Carelake.Delta.Log;
using FileKey = (string Path, string? DeletionVectorId);

namespace Carelake.Delta.Snapshots;

/// <summary>What all actions up to a version come to. See "Action Reconciliation" in the Delta protocol.</summary>
internal sealed record TableState
{
    /// <summary>Before the first commit.</summary>
    public static readonly TableState Empty = new();

    private TableState()
    {
    }

    /// <summary>The last version that is in; -1 for none.</summary>
    public long Version { get; private init; } = -1;

    public Protocol? Protocol { get; private init; }

    public Metadata? Metadata { get; private init; }

    /// <summary>The logical files that make up the table.</summary>
    public ImmutableDictionary<FileKey, AddFile> Files { get; private init; } = ImmutableDictionary<FileKey, AddFile>.Empty;

    /// <summary>Those taken out of it that no clean-up has forgotten yet.</summary>
    public ImmutableDictionary<FileKey, RemoveFile> Tombstones { get; private init; } = ImmutableDictionary<FileKey, RemoveFile>.Empty;

    /// <summary>How far each application has got.</summary>
    public ImmutableDictionary<string, Transaction> Transactions { get; private init; } = ImmutableDictionary<string, Transaction>.Empty;

    /// <summary>Settings by domain, without those that are gone.</summary>
    public ImmutableDictionary<string, DomainMetadata> Domains { get; private init; } = ImmutableDictionary<string, DomainMetadata>.Empty;

    /// <summary>The state with some of its files only: what a rewrite of these files reads.</summary>
    public TableState WithFiles(IEnumerable<AddFile> files) => this with { Files = files.ToImmutableDictionary(file => file.Key) };

    /// <summary>The state after the actions of one more version, or of a checkpoint.</summary>
    public TableState After(long version, IEnumerable<DeltaAction> actions)
    {
        var (protocol, metadata) = (Protocol, Metadata);
        var (files, tombstones) = (Files.ToBuilder(), Tombstones.ToBuilder());
        var (transactions, domains) = (Transactions.ToBuilder(), Domains.ToBuilder());
        foreach (var action in actions)
        {
            switch (action)
            {
                case AddFile add:
                    files[add.Key] = add;
                    tombstones.Remove(add.Key);
                    break;
                case RemoveFile remove:
                    files.Remove(remove.Key);
                    tombstones[remove.Key] = remove;
                    break;
                case Transaction transaction:
                    transactions[transaction.AppId] = transaction;
                    break;
                case DomainMetadata { Removed: true } domain:
                    domains.Remove(domain.Domain);
                    break;
                case DomainMetadata domain:
                    domains[domain.Domain] = domain;
                    break;
                case Protocol newer:
                    protocol = newer;
                    break;
                case Metadata newer:
                    metadata = newer;
                    break;
                default:
                    // Provenance and change data count for their own version only.
                    break;
            }
        }

        return new TableState
        {
            Version = version,
            Protocol = protocol,
            Metadata = metadata,
            Files = files.ToImmutable(),
            Tombstones = tombstones.ToImmutable(),
            Transactions = transactions.ToImmutable(),
            Domains = domains.ToImmutable(),
        };
    }
}
