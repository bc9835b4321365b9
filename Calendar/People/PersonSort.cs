namespace TeamCalendars.People;

/// <summary>What an entry of the directory stands for.</summary>
public enum PersonSort
{
    /// <summary>A user of Entra ID. Only the system and administrators write such an entry.</summary>
    Account,

    /// <summary>Somebody without an account.</summary>
    Contact,

    /// <summary>A room, a vehicle or anything else that events need.</summary>
    Resource,
}
