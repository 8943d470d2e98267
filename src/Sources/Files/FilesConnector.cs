using System.Runtime.CompilerServices;
using Carelake.Core;
using Carelake.Lake.Landing;

namespace Carelake.Sources.Files;

/// <summary>
/// Files that a sender puts into a folder. Each new content is taken once, whatever its name; the bytes are landed as they are, with
/// a note of how to read them.
/// </summary>
public sealed class FilesConnector : IConnector
{
    /// <inheritdoc/>
    public string Name => "files";

    /// <inheritdoc/>
    public async IAsyncEnumerable<Extract> ReadAsync(TablePull pull, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var options = FilesOptions.From(pull);
        var state = FilesState.FromJson(pull.State);
        var root = FileSearch.Root(options.Path);
        CarelakeException? rejected = null;
        foreach (var file in await FindAsync(pull, options, state, cancellationToken))
        {
            var outcome = await TakeAsync(pull, options, state, file, root, cancellationToken);
            rejected ??= outcome.Rejection;
            if (outcome.Extract is not { } extract)
                continue;
            state = outcome.State;
            yield return extract;
        }

        // The good files are on their way; one bad file must not hold them up, nor go unnoticed.
        if (rejected is not null)
            throw rejected;
    }

    private static async Task<IReadOnlyList<FileInfo>> FindAsync(
        TablePull pull, FilesOptions options, FilesState state, CancellationToken cancellationToken)
    {
        var files = FileSearch.Find(options.Path);
        if (files.Count == 0 && state.Files.IsEmpty && !options.IsOptional)
        {
            throw new CarelakeException(
                "SRC-0020", "No file is there to read.", $"{pull}: {options.Path}",
                "Correct `path`, or set `optional: true` when files may come later.");
        }

        var fresh = files.Where(file => !state.LooksTaken(file)).ToList();
        if (fresh.Count == 0)
            return [];
        var newest = fresh.Max(file => file.LastWriteTimeUtc);
        var wait = newest + options.Settle - pull.Clock.GetUtcNow().UtcDateTime;
        if (wait > TimeSpan.Zero && wait <= options.Settle)
            await Task.Delay(wait, pull.Clock, cancellationToken);
        return [.. fresh.Where(file => IsStill(file))];
    }

    // Size and time as they are now against those that were seen before the wait.
    private static bool IsStill(FileInfo file)
    {
        var now = new FileInfo(file.FullName);
        return now.Exists && now.Length == file.Length && now.LastWriteTimeUtc == file.LastWriteTimeUtc;
    }

    private static async Task<Outcome> TakeAsync(
        TablePull pull, FilesOptions options, FilesState state, FileInfo file, string root, CancellationToken cancellationToken)
    {
        try
        {
            if (file.Length == 0)
                return Reject(state, "SRC-0021", "The file is empty.", file, "Ask the sender for the file, then remove this one.");
            var sha256 = await ContentHash.OfFileAsync(file.FullName, cancellationToken);
            if (state.HasContent(sha256) || !IsStill(file))
                return new Outcome(state, Extract: null, Rejection: null);
            var format = await FileFormat.OfAsync(pull, options, file, cancellationToken);
            var next = state.With(file, sha256);
            return new Outcome(next, Extracted(pull, options, file, root, sha256, format, next), Rejection: null);
        }
        catch (CarelakeException rejection)
        {
            return new Outcome(state, Extract: null, rejection);
        }
        catch (InvalidDataException)
        {
            return Reject(state, "SRC-0022", "The file is damaged or cut off.", file, "Ask the sender for the file again.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Outcome(state, Extract: null, new CarelakeException(
                "SRC-0023", "The file cannot be read: it is locked, gone, or not readable by this user.", file.FullName,
                "Check its permissions and run again.", exception, isTransient: exception is IOException));
        }
    }

    private static Extract Extracted(
        TablePull pull, FilesOptions options, FileInfo file, string root, string sha256, ExtractFormat format, FilesState next) => new()
        {
            Name = file.Name,
            Path = file.FullName,
            Format = format,
            NextState = next.ToJson(),
            IsFullSnapshot = pull.Load == LoadType.Full,
            Sha256 = sha256,
            ArchivePath = options.ArchiveFolder is { } archive ? Path.Combine(archive, Path.GetRelativePath(root, file.FullName)) : null,
        };

    private static Outcome Reject(FilesState state, string code, string message, FileInfo file, string remedy) =>
        new(state, Extract: null, new CarelakeException(code, message, file.FullName, remedy));

    private sealed record Outcome(FilesState State, Extract? Extract, CarelakeException? Rejection);
}
