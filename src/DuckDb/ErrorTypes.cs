namespace Carelake.DuckDb;

/// <summary>The kind of an error where the C API gives the message only: the message begins with it.</summary>
internal static class ErrorTypes
{
    private static readonly Dictionary<string, DuckDbErrorType> s_byPrefix = new(StringComparer.Ordinal)
    {
        ["Binder"] = DuckDbErrorType.Binder,
        ["Catalog"] = DuckDbErrorType.Catalog,
        ["Conversion"] = DuckDbErrorType.Conversion,
        ["Constraint"] = DuckDbErrorType.Constraint,
        ["Dependency"] = DuckDbErrorType.Dependency,
        ["FATAL"] = DuckDbErrorType.Fatal,
        ["HTTP"] = DuckDbErrorType.Http,
        ["INTERNAL"] = DuckDbErrorType.Internal,
        ["INTERRUPT"] = DuckDbErrorType.Interrupt,
        ["IO"] = DuckDbErrorType.IO,
        ["Invalid Configuration"] = DuckDbErrorType.InvalidConfiguration,
        ["Invalid Input"] = DuckDbErrorType.InvalidInput,
        ["Invalid type"] = DuckDbErrorType.InvalidType,
        ["Mismatch Type"] = DuckDbErrorType.MismatchType,
        ["Missing Extension"] = DuckDbErrorType.MissingExtension,
        ["Not implemented"] = DuckDbErrorType.NotImplemented,
        ["Out of Memory"] = DuckDbErrorType.OutOfMemory,
        ["Out of Range"] = DuckDbErrorType.OutOfRange,
        ["Parser"] = DuckDbErrorType.Parser,
        ["Permission"] = DuckDbErrorType.Permission,
        ["Serialization"] = DuckDbErrorType.Serialization,
        ["Syntax"] = DuckDbErrorType.Syntax,
        ["TransactionContext"] = DuckDbErrorType.Transaction,
    };

    internal static DuckDbErrorType FromMessage(string message)
    {
        var end = message.IndexOf(" Error: ", StringComparison.Ordinal);
        return end > 0 && s_byPrefix.TryGetValue(message[..end], out var type) ? type : DuckDbErrorType.Invalid;
    }
}
