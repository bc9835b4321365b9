namespace CalendarClient;

/// <summary>What an entry of the directory stands for: the values of <see cref="PersonContent.Sort"/>. A newer service may have more.</summary>
public static class PersonSorts
{
    /// <summary>A user of Entra ID. The id of the entry is the user's object id.</summary>
    public const string Account = "account";

    /// <summary>Somebody without an account.</summary>
    public const string Contact = "contact";

    /// <summary>A room, a vehicle or anything else that events need.</summary>
    public const string Resource = "resource";
}
