namespace Carelake.Lake.Landing;

/// <summary>Reads one kind of source. Stateless: all it needs comes with the pull, all it learns goes out with the extract.</summary>
public interface IConnector
{
    /// <summary>The word used in <c>connector:</c> of a project, such as <c>postgresql</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Pulls what is new in one table. Each extract is complete when it is yielded; a failure yields nothing half-read and leaves
    /// no file behind. Nothing new yields nothing, except that an empty full load yields an extract of no rows.
    /// </summary>
    /// <param name="pull">What to read, from where, and how far the last pull came.</param>
    /// <param name="cancellationToken">Stops the reading; scratch files of the pull are removed.</param>
    /// <exception cref="Core.CarelakeException">The source cannot be read; <c>IsTransient</c> when trying again may help.</exception>
    IAsyncEnumerable<Extract> ReadAsync(TablePull pull, CancellationToken cancellationToken);
}
