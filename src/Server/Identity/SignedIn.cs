namespace Carelake.Server.Identity;

/// <summary>Who makes a request, as sign-in found it.</summary>
/// <param name="User">The account.</param>
/// <param name="Session">The session of a browser, or the access token of a machine; <see langword="null"/> for an API key used by itself.</param>
/// <param name="Key">The API key of a machine; <see langword="null"/> for a person.</param>
internal sealed record SignedIn(UserAccount User, UserSession? Session, ApiKey? Key)
{
    /// <summary>Names the client that limits count by.</summary>
    public string Client => Key?.Id ?? Session?.TokenHash ?? User.Id;

    /// <summary>A part of the server is open to it: all to a person, to a machine those of its key.</summary>
    public bool HasScope(string scope) => Key is null || Key.Scopes.Contains(scope);
}
