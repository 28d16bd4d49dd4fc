namespace SkinSeg.Weights;

/// <summary>The instructions of a pickle that a file of weights needs, protocols 2 to 5 (docs.python.org/3/library/pickletools.html).</summary>
internal enum PickleOpcode : byte
{
    /// <summary>Protocol number follows.</summary>
    Protocol = 0x80,

    /// <summary>Length of a frame follows; it changes nothing.</summary>
    Frame = 0x95,

    /// <summary>The object is done.</summary>
    Stop = (byte)'.',

    /// <summary>Remembers the height of the stack.</summary>
    Mark = (byte)'(',

    /// <summary>Drops the top.</summary>
    Pop = (byte)'0',

    /// <summary>Drops all above the last mark.</summary>
    PopMark = (byte)'1',

    /// <summary>Pushes the top again.</summary>
    Duplicate = (byte)'2',

    /// <summary>None.</summary>
    None = (byte)'N',

    /// <summary>True.</summary>
    True = 0x88,

    /// <summary>False.</summary>
    False = 0x89,

    /// <summary>A signed number of 4 bytes.</summary>
    BinInt = (byte)'J',

    /// <summary>A number of 1 byte.</summary>
    BinInt1 = (byte)'K',

    /// <summary>A number of 2 bytes.</summary>
    BinInt2 = (byte)'M',

    /// <summary>A signed number whose length is 1 byte.</summary>
    Long1 = 0x8A,

    /// <summary>A signed number whose length is 4 bytes.</summary>
    Long4 = 0x8B,

    /// <summary>A double, most significant byte first.</summary>
    Float = (byte)'G',

    /// <summary>UTF-8 whose length is 1 byte.</summary>
    ShortText = 0x8C,

    /// <summary>UTF-8 whose length is 4 bytes.</summary>
    Text = (byte)'X',

    /// <summary>UTF-8 whose length is 8 bytes.</summary>
    LongText = 0x8D,

    /// <summary>Text of Python 2 whose length is 1 byte.</summary>
    ShortString = (byte)'U',

    /// <summary>Text of Python 2 whose length is 4 bytes.</summary>
    String = (byte)'T',

    /// <summary>Bytes whose length is 1 byte.</summary>
    ShortBytes = (byte)'C',

    /// <summary>Bytes whose length is 4 bytes.</summary>
    Bytes = (byte)'B',

    /// <summary>Bytes whose length is 8 bytes.</summary>
    LongBytes = 0x8E,

    /// <summary>A new list.</summary>
    EmptyList = (byte)']',

    /// <summary>Adds the top to the list below.</summary>
    Append = (byte)'a',

    /// <summary>Adds all above the mark to the list below.</summary>
    Appends = (byte)'e',

    /// <summary>The empty tuple.</summary>
    EmptyTuple = (byte)')',

    /// <summary>A tuple of all above the mark.</summary>
    Tuple = (byte)'t',

    /// <summary>A tuple of the top.</summary>
    Tuple1 = 0x85,

    /// <summary>A tuple of the two on top.</summary>
    Tuple2 = 0x86,

    /// <summary>A tuple of the three on top.</summary>
    Tuple3 = 0x87,

    /// <summary>A new dictionary.</summary>
    EmptyDictionary = (byte)'}',

    /// <summary>Sets a key of the dictionary below.</summary>
    SetItem = (byte)'s',

    /// <summary>Sets all keys above the mark.</summary>
    SetItems = (byte)'u',

    /// <summary>Pushes what was remembered under a number of 1 byte.</summary>
    Get = (byte)'h',

    /// <summary>Pushes what was remembered under a number of 4 bytes.</summary>
    LongGet = (byte)'j',

    /// <summary>Remembers the top under a number of 1 byte.</summary>
    Put = (byte)'q',

    /// <summary>Remembers the top under a number of 4 bytes.</summary>
    LongPut = (byte)'r',

    /// <summary>Remembers the top under the next number.</summary>
    Memoize = 0x94,

    /// <summary>A class or function by two lines of text.</summary>
    Global = (byte)'c',

    /// <summary>A class or function by two texts on the stack.</summary>
    StackGlobal = 0x93,

    /// <summary>Calls a function with a tuple.</summary>
    Reduce = (byte)'R',

    /// <summary>Makes an object of a class with a tuple.</summary>
    NewObject = 0x81,

    /// <summary>Gives an object its state.</summary>
    Build = (byte)'b',

    /// <summary>An object that lies outside: a storage.</summary>
    PersistentId = (byte)'Q',
}
