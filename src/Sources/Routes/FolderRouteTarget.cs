using System.Globalization;

namespace Carelake.Sources.Routes;

/// <summary>A folder that each message becomes a file of. Its name is its place in the log, so that one written twice is there once.</summary>
/// <param name="folder">Made when it is not there.</param>
internal sealed class FolderRouteTarget(string folder) : IRouteTarget
{
    public async Task<Delivery> SendAsync(RoutedMessage message, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var position = message.Stored.Position;
        var name = string.Create(CultureInfo.InvariantCulture, $"{message.Stored.Event.Feed}-{position.Partition}-{position.Offset:D12}.{(message.Bundle is null ? "hl7" : "json")}");
        try
        {
            Directory.CreateDirectory(folder);
            var temporary = Path.Combine(folder, $".{name}.part");
            await File.WriteAllBytesAsync(temporary, bytes, cancellationToken);
            File.Move(temporary, Path.Combine(folder, name), overwrite: true);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException("The folder cannot be written.", exception);
        }
        return new(DeliveryOutcome.Taken, "written");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
