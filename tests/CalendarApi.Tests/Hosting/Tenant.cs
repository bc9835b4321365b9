namespace CalendarApi.Tests.Hosting;

/// <summary>A tenant and its people.</summary>
internal sealed class Tenant(CalendarSystem system, Guid id, Uri api)
{
    public const string Read = "Calendars.Read";
    public const string ReadWrite = "Calendars.ReadWrite";

    public Guid Id => id;

    /// <summary>Someone of the tenant, signed in.</summary>
    public Caller SignIn(string scope = ReadWrite, Guid? user = null, Action<Dictionary<string, object>>? change = null)
    {
        var oid = user ?? Guid.NewGuid();
        return new Caller(api, oid, system.Tokens.Sign(id, oid, scope, change));
    }

    /// <summary>The same tenant at another API.</summary>
    public Tenant At(Uri address) => new(system, id, address);
}
