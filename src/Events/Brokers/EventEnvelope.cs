using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Carelake.Core;
using Carelake.Events.Embedded;
using Carelake.Lake.Landing;

namespace Carelake.Events.Brokers;

/// <summary>
/// An event as messages of a broker. All that is known of it is inside and sealed (AES-256-GCM), and the key that opens it is with it, wrapped by the master key: who has
/// the broker's disks has nothing, and who has the master key needs nothing else. An event larger than brokers take goes in pieces.
/// </summary>
/// <remarks>
/// A piece: the letters <c>CLE</c> and the version 1; 8 random bytes that name the key and 8 that count what it sealed, which together name the event; number of the piece from 0, and
/// of pieces, 4 bytes each. The first piece goes on with the length of the wrapped key, 4 bytes, and the wrapped key. Then comes what is sealed. Numbers are big-endian.
/// </remarks>
public sealed class EventEnvelope : IDisposable
{
    /// <summary>The longest piece: what every Kafka takes as it comes (1,000,000 bytes), with room for its own.</summary>
    public const int MostPieceBytes = 900_000;

    internal const int HeaderBytes = 28;
    private static ReadOnlySpan<byte> Magic => "CLE\x01"u8;
    private readonly IKeyProvider _keys;
    private readonly string _name;
    private readonly long _session;
    private readonly byte[] _wrapped;
    private readonly BlockCipher _sealing;
    private readonly Dictionary<long, BlockCipher> _opening = [];
    private readonly SemaphoreSlim _turn = new(1, 1);
    private long _sealed;

    private EventEnvelope(IKeyProvider keys, string name, byte[] key, byte[] wrapped)
    {
        (_keys, _name, _wrapped, _sealing) = (keys, name, wrapped, new BlockCipher(key));
        _session = BinaryPrimitives.ReadInt64BigEndian(RandomNumberGenerator.GetBytes(sizeof(long)));
    }

    /// <summary>Makes a key of its own for what is sealed from now on.</summary>
    /// <param name="keys">The master keys.</param>
    /// <param name="name">The log: what was sealed for one opens as no other's.</param>
    /// <param name="cancellationToken">Stops waiting for the key provider.</param>
    public static async Task<EventEnvelope> CreateAsync(IKeyProvider keys, string name, CancellationToken cancellationToken)
    {
        var (key, wrapped) = await DataKey.CreateAsync(keys, name, cancellationToken);
        return new(keys, name, key, wrapped);
    }

    /// <summary>Seals an event. Safe for any number of threads.</summary>
    /// <param name="newEvent">The event.</param>
    /// <param name="place">Bound to it: its partition, or what else says where it belongs.</param>
    /// <param name="mostPieceBytes">The longest piece.</param>
    /// <returns>Its pieces, at least one.</returns>
    public IReadOnlyList<ReadOnlyMemory<byte>> Seal(NewEvent newEvent, long place, int mostPieceBytes = MostPieceBytes)
    {
        var plain = EventBlock.Write([newEvent]);
        long number;
        byte[] body;
        lock (_sealing)
        {
            number = ++_sealed;
            body = _sealing.Seal(plain.Span, number, place);
        }

        var firstBytes = Math.Min(body.Length, mostPieceBytes - HeaderBytes - sizeof(int) - _wrapped.Length);
        var restBytes = mostPieceBytes - HeaderBytes;
        var count = 1 + ((body.Length - firstBytes + restBytes - 1) / restBytes);
        var pieces = new ReadOnlyMemory<byte>[count];
        for (var (index, start) = (0, 0); index < count; index++)
        {
            var length = index == 0 ? firstBytes : Math.Min(restBytes, body.Length - start);
            pieces[index] = Piece(number, index, count, body.AsSpan(start, length));
            start += length;
        }

        return pieces;
    }

    /// <summary>Opens what <see cref="Seal"/> made, put together again. Safe for any number of threads.</summary>
    /// <param name="session">Names the key.</param>
    /// <param name="number">Counts what the key sealed.</param>
    /// <param name="bytes">The pieces one after another, without their headers.</param>
    /// <param name="place">As it was given then.</param>
    /// <param name="cancellationToken">Stops waiting for the key provider.</param>
    /// <exception cref="CarelakeException">LOG-0004: it is not what was sealed; or the master key cannot be had.</exception>
    internal async ValueTask<NewEvent> OpenAsync(long session, long number, ReadOnlyMemory<byte> bytes, long place, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var wrappedBytes = bytes.Length < sizeof(int) ? -1 : BinaryPrimitives.ReadInt32BigEndian(bytes.Span);
            if (wrappedBytes < 0 || wrappedBytes > bytes.Length - sizeof(int)) throw Changed(place, inner: null);
            if (!_opening.TryGetValue(session, out var cipher))
                cipher = _opening[session] = new BlockCipher(await DataKey.OpenAsync(_keys, _name, bytes.Slice(sizeof(int), wrappedBytes).ToArray(), cancellationToken));
            return EventBlock.Read(cipher.Open(bytes.Span[(sizeof(int) + wrappedBytes)..], number, place), 0, 0)[0].Event;
        }
        catch (AuthenticationTagMismatchException exception)
        {
            throw Changed(place, exception);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Opens an event that is one piece.</summary>
    internal ValueTask<NewEvent> OpenAsync(ReadOnlyMemory<byte> piece, long place, CancellationToken cancellationToken) =>
        PieceHeader.Parse(piece.Span) is { Count: 1 } header
            ? OpenAsync(header.Session, header.Number, piece[HeaderBytes..], place, cancellationToken)
            : throw Changed(place, inner: null);

    /// <summary>Forgets the keys.</summary>
    public void Dispose()
    {
        _sealing.Dispose();
        foreach (var cipher in _opening.Values) cipher.Dispose();
        _turn.Dispose();
    }

    private byte[] Piece(long number, int index, int count, ReadOnlySpan<byte> body)
    {
        var keyBytes = index == 0 ? sizeof(int) + _wrapped.Length : 0;
        var piece = new byte[HeaderBytes + keyBytes + body.Length];
        Magic.CopyTo(piece);
        BinaryPrimitives.WriteInt64BigEndian(piece.AsSpan(4), _session);
        BinaryPrimitives.WriteInt64BigEndian(piece.AsSpan(12), number);
        BinaryPrimitives.WriteInt32BigEndian(piece.AsSpan(20), index);
        BinaryPrimitives.WriteInt32BigEndian(piece.AsSpan(24), count);
        if (index == 0)
        {
            BinaryPrimitives.WriteInt32BigEndian(piece.AsSpan(HeaderBytes), _wrapped.Length);
            _wrapped.CopyTo(piece, HeaderBytes + sizeof(int));
        }

        body.CopyTo(piece.AsSpan(HeaderBytes + keyBytes));
        return piece;
    }

    private CarelakeException Changed(long place, Exception? inner) => new(
        "LOG-0004", "Stored events are not what was appended: they fail authentication.", $"{_name}, {place}",
        "Find out who or what changed the log; give consumers a log that was not touched.", inner);

    /// <summary>What a piece says of itself.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct PieceHeader(long Session, long Number, int Index, int Count)
    {
        /// <summary>Reads it; <see langword="null"/> when the bytes are no piece of an event: some other program's, which nobody here acknowledged.</summary>
        public static PieceHeader? Parse(ReadOnlySpan<byte> bytes)
        {
            if (bytes.Length < HeaderBytes || !bytes.StartsWith(Magic)) return null;
            var header = new PieceHeader(
                BinaryPrimitives.ReadInt64BigEndian(bytes[4..]), BinaryPrimitives.ReadInt64BigEndian(bytes[12..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..]),
                BinaryPrimitives.ReadInt32BigEndian(bytes[24..]));
            return header.Count > 0 && header.Index >= 0 && header.Index < header.Count ? header : null;
        }
    }
}
