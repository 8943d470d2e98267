namespace Carelake.DuckDb;

/// <summary>The engine's kinds of error; numbers as in <c>duckdb.h</c>.</summary>
public enum DuckDbErrorType
{
    /// <summary>No kind was given.</summary>
    Invalid = 0,

    /// <summary>A number outside its type's range.</summary>
    OutOfRange = 1,

    /// <summary>A value that does not convert.</summary>
    Conversion = 2,

    /// <summary>A type that is not known.</summary>
    UnknownType = 3,

    /// <summary>A decimal that does not fit.</summary>
    Decimal = 4,

    /// <summary>Types that do not go together.</summary>
    MismatchType = 5,

    /// <summary>Division by zero.</summary>
    DivideByZero = 6,

    /// <summary>An object too large.</summary>
    ObjectSize = 7,

    /// <summary>A type that is not allowed here.</summary>
    InvalidType = 8,

    /// <summary>Reading or writing a stored form failed.</summary>
    Serialization = 9,

    /// <summary>The transaction: conflict, or used after it failed.</summary>
    Transaction = 10,

    /// <summary>A feature the engine does not have.</summary>
    NotImplemented = 11,

    /// <summary>An expression.</summary>
    Expression = 12,

    /// <summary>A table, column or function that is not there, or is there already.</summary>
    Catalog = 13,

    /// <summary>The SQL text does not parse.</summary>
    Parser = 14,

    /// <summary>Planning.</summary>
    Planner = 15,

    /// <summary>Scheduling.</summary>
    Scheduler = 16,

    /// <summary>Execution.</summary>
    Executor = 17,

    /// <summary>A constraint of a table.</summary>
    Constraint = 18,

    /// <summary>An index.</summary>
    Index = 19,

    /// <summary>Statistics.</summary>
    Stat = 20,

    /// <summary>The connection.</summary>
    Connection = 21,

    /// <summary>The syntax of a request.</summary>
    Syntax = 22,

    /// <summary>A setting.</summary>
    Settings = 23,

    /// <summary>Names or types do not resolve.</summary>
    Binder = 24,

    /// <summary>The network.</summary>
    Network = 25,

    /// <summary>The optimiser.</summary>
    Optimizer = 26,

    /// <summary>A null pointer.</summary>
    NullPointer = 27,

    /// <summary>Reading or writing a file.</summary>
    IO = 28,

    /// <summary>The query was interrupted.</summary>
    Interrupt = 29,

    /// <summary>The database must be opened anew.</summary>
    Fatal = 30,

    /// <summary>A defect of the engine.</summary>
    Internal = 31,

    /// <summary>Input that a function refuses, malformed files included.</summary>
    InvalidInput = 32,

    /// <summary>No memory left.</summary>
    OutOfMemory = 33,

    /// <summary>Not permitted.</summary>
    Permission = 34,

    /// <summary>A parameter could not be resolved.</summary>
    ParameterNotResolved = 35,

    /// <summary>A parameter is not allowed here.</summary>
    ParameterNotAllowed = 36,

    /// <summary>A dependency.</summary>
    Dependency = 37,

    /// <summary>HTTP.</summary>
    Http = 38,

    /// <summary>A missing extension.</summary>
    MissingExtension = 39,

    /// <summary>Loading an extension.</summary>
    Autoload = 40,

    /// <summary>A sequence.</summary>
    Sequence = 41,

    /// <summary>The configuration.</summary>
    InvalidConfiguration = 42,
}
