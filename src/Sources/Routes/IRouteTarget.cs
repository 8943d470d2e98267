namespace Carelake.Sources.Routes;

/// <summary>Where a route sends to. Safe for several messages at the same time.</summary>
public interface IRouteTarget : IAsyncDisposable
{
    /// <summary>Sends a message and waits for the answer.</summary>
    /// <param name="message">The message.</param>
    /// <param name="bytes">What <see cref="RoutedMessage.ToBytes"/> gave of it, once for all tries.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>What the target answered.</returns>
    /// <exception cref="IOException">It did not answer: nobody is there, the connection broke. Whether it has the message is not known.</exception>
    Task<Delivery> SendAsync(RoutedMessage message, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);
}

/// <summary>What a target answered.</summary>
/// <param name="Outcome">Whether it has the message.</param>
/// <param name="Answer">What it said, without patient data: a code of the protocol.</param>
public readonly record struct Delivery(DeliveryOutcome Outcome, string Answer);

/// <summary>Whether a target has a message.</summary>
public enum DeliveryOutcome
{
    /// <summary>It has it.</summary>
    Taken,

    /// <summary>It will never take it.</summary>
    Refused,

    /// <summary>It cannot take it now.</summary>
    Later,
}
