using Carelake.DuckDb.Native;

namespace Carelake.DuckDb;

/// <summary>
/// Stops what one command runs: by token, by <see cref="DuckDbCommand.Cancel"/> or by time-out. The engine forgets an interrupt that
/// comes just before a query starts, so it is repeated until the native call returns; and it is given only while this command
/// is inside a native call, so that it never hits another command of the connection.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private static readonly TimeSpan s_repeat = TimeSpan.FromMilliseconds(5);

    private readonly Lock _lock = new();
    private readonly ConnectionHandle _connection;
    private readonly TimeSpan _timeout;
    private readonly CancellationToken _token;
    private readonly CancellationTokenRegistration _registration;
    private readonly Timer? _timer;
    private Cause _cause;
    private bool _isBusy;
    private bool _isDisposed;
    private Timer? _repeater;

    private enum Cause
    {
        None,
        Token,
        Cancel,
        Timeout,
    }

    /// <summary>Watches the token from now on.</summary>
    /// <param name="connection">Whose query is stopped.</param>
    /// <param name="timeout">Longest time inside one wait for the engine; zero for no limit.</param>
    /// <param name="token">Stops the command at any time until disposal.</param>
    internal Interruption(ConnectionHandle connection, TimeSpan timeout, CancellationToken token)
    {
        _connection = connection;
        _timeout = timeout;
        _token = token;
        if (timeout > TimeSpan.Zero) _timer = new Timer(_ => Stop(Cause.Timeout));
        _registration = token.UnsafeRegister(static self => ((Interruption)self!).Stop(Cause.Token), this); // ! the state is passed here
    }

    internal void Cancel() => Stop(Cause.Cancel);

    /// <summary>Says that a native call begins.</summary>
    /// <exception cref="OperationCanceledException">The command was stopped before.</exception>
    internal void Enter()
    {
        lock (_lock)
        {
            if (_cause != Cause.None) throw Stopped();
            _isBusy = true;
            _timer?.Change(_timeout, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Says that the native call came back.</summary>
    internal void Leave()
    {
        lock (_lock)
        {
            _isBusy = false;
            _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _repeater?.Dispose();
            _repeater = null;
        }
    }

    /// <summary>The exception for an error of the engine: what stopped the command, when something did.</summary>
    internal Exception Explain(DuckDbErrorType type, string message)
    {
        lock (_lock)
        {
            return type == DuckDbErrorType.Interrupt && _cause != Cause.None ? Stopped() : new DuckDbException(type, message);
        }
    }

    public void Dispose()
    {
        _registration.Dispose();
        lock (_lock)
        {
            _isDisposed = true;
            _timer?.Dispose();
            _repeater?.Dispose();
            _repeater = null;
        }
    }

    private void Stop(Cause cause)
    {
        lock (_lock)
        {
            if (_isDisposed || _cause != Cause.None || (cause == Cause.Timeout && !_isBusy)) return;
            _cause = cause;
            if (!_isBusy) return;
            Api.duckdb_interrupt(_connection);
            _repeater = new Timer(_ => Repeat(), null, s_repeat, s_repeat);
        }
    }

    private void Repeat()
    {
        lock (_lock)
        {
            if (_isBusy && !_isDisposed) Api.duckdb_interrupt(_connection);
        }
    }

    private Exception Stopped() => _cause switch
    {
        Cause.Token => new OperationCanceledException("The query was cancelled.", _token),
        Cause.Timeout => new DuckDbException(
            DuckDbErrorType.Interrupt,
            $"The query took longer than the command's time-out of {_timeout.TotalSeconds} s.",
            new TimeoutException()),
        _ => new DuckDbException(DuckDbErrorType.Interrupt, "The query was cancelled."),
    };
}
