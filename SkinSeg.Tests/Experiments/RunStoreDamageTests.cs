using System.Text.Json.Nodes;
using SkinSeg.Experiments;
using SkinSeg.Primitives;
using Xunit;

namespace SkinSeg.Tests.Experiments;

/// <summary>Whatever happened to a store: it is named, and nothing is deleted.</summary>
public sealed class RunStoreDamageTests : IDisposable
{
    private readonly TextStages world = new();

    public void Dispose() => world.Dispose();

    public static TheoryData<string, Action<string>, string> Damages => new()
    {
        { "gone", folder => File.Delete(Path.Combine(folder, "a.txt")), "a.txt is gone." },
        { "cut off", folder => File.WriteAllText(Path.Combine(folder, "a.txt"), "the fi"), "a.txt has 6 bytes instead of 14." },
        { "grown", folder => File.AppendAllText(Path.Combine(folder, "below", "b.txt"), "+"), "b.txt has 16 bytes instead of 15." },
        { "one bit", folder => File.WriteAllText(Path.Combine(folder, "a.txt"), "the first tdxt"), "a.txt was changed after it was written: its hash does not fit." },
        { "no manifest", folder => File.Delete(Path.Combine(folder, "stage.json")), "stage.json is missing or cut off." },
        { "empty folder", folder => { Directory.Delete(folder, true); Directory.CreateDirectory(folder); }, "stage.json is missing or cut off." },
        { "manifest empty", folder => File.WriteAllText(Path.Combine(folder, "stage.json"), ""), "stage.json is missing or cut off." },
        { "manifest null", folder => File.WriteAllText(Path.Combine(folder, "stage.json"), "null"), "stage.json is missing or cut off." },
        { "manifest a list", folder => File.WriteAllText(Path.Combine(folder, "stage.json"), "[3]"), "stage.json is missing or cut off." },
        { "manifest of bytes", folder => File.WriteAllBytes(Path.Combine(folder, "stage.json"), [0, 255, 254, 7]), "stage.json is missing or cut off." },
        { "key twice", folder => Edit(folder, "{\n", "{\n  \"kind\": \"Scores\",\n"), "stage.json is missing or cut off." },
        { "schema as text", folder => Edit(folder, "\"schema\": 3", "\"schema\": \"3\""), "stage.json is missing or cut off." },
        { "description", folder => Edit(folder, "\"number\": 1", "\"number\": 2"), "stage.json was changed after it was written: its seal does not fit." },
        { "label", folder => Edit(folder, "\"label\": \"text\"", "\"label\": \"best\""), "its seal does not fit." },
        { "kind", folder => Edit(folder, "\"kind\": \"Scores\"", "\"kind\": \"Table\""), "its seal does not fit." },
        { "a file's length", folder => Edit(folder, "\"Bytes\": 14", "\"Bytes\": 13"), "its seal does not fit." },
        { "a part more", folder => Edit(folder, "\"kind\"", "\"note\": \"mine\", \"kind\""), "its seal does not fit." },
    };

    [Theory]
    [MemberData(nameof(Damages), DisableDiscoveryEnumeration = true)]
    public void A_damaged_stage_is_named_and_kept(string kind, Action<string> damage, string words)
    {
        Assert.NotEmpty(kind);
        string folder = world.Make(TextStages.Stage(1)).Folder;
        damage(folder);
        var before = world.Snapshot();

        string found = Assert.Throws<InvalidDataException>(() => world.Store.Find(TextStages.Stage(1))).Message;
        string made = Assert.Throws<InvalidDataException>(() => world.Make(TextStages.Stage(1))).Message;

        Assert.StartsWith(folder, found, StringComparison.Ordinal);
        Assert.Contains(words, found, StringComparison.Ordinal);
        Assert.EndsWith("is damaged; nothing was deleted. 'store verify --set-aside' moves it away, and it is then computed again.", found, StringComparison.Ordinal);
        Assert.Equal(found, made);
        Assert.Equal(before, world.Snapshot());
        Assert.Equal(folder, Assert.Single(world.Store.Verify().Damages).Folder);
    }

    [Fact]
    public void A_manifest_cut_off_anywhere_is_named()
    {
        string path = world.Make(TextStages.Stage(1))["stage.json"];
        string whole = File.ReadAllText(path);

        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllText(path, whole[..length]);
            Assert.Contains("stage.json is missing or cut off.", Assert.Throws<InvalidDataException>(() => world.Store.Find(TextStages.Stage(1))).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_single_changed_digit_or_letter_of_a_manifest_is_found()
    {
        string path = world.Make(TextStages.Stage(1))["stage.json"];
        string whole = File.ReadAllText(path);

        foreach (int place in Enumerable.Range(0, whole.Length).Where(place => char.IsAsciiLetterOrDigit(whole[place])))
        {
            char other = whole[place] == '1' ? '2' : '1';
            File.WriteAllText(path, $"{whole[..place]}{other}{whole[(place + 1)..]}");
            Assert.Throws<InvalidDataException>(() => world.Store.Find(TextStages.Stage(1)));
        }
    }

    [Fact]
    public void Another_stages_folder_under_this_name_is_no_result()
    {
        string first = world.Make(TextStages.Stage(1)).Folder;
        var second = world.Make(TextStages.Stage(2));
        Directory.Delete(first, recursive: true);
        Directory.Move(second.Folder, first);

        string message = Assert.Throws<InvalidDataException>(() => world.Store.Find(TextStages.Stage(1))).Message;

        Assert.StartsWith($"{first} holds another stage, {second.Stage}.", message, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(first, "a.txt")));
    }

    [Fact]
    public void A_stage_of_a_newer_kit_is_refused_and_not_called_damaged_nor_set_aside()
    {
        string folder = world.Make(TextStages.Stage(1)).Folder;
        var node = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "stage.json")))!.AsObject();
        node["schema"] = 4;
        node.Remove("seal");
        node["seal"] = CanonicalJson.Hash(node);
        File.WriteAllText(Path.Combine(folder, "stage.json"), node.ToJsonString());

        string message = Assert.Throws<InvalidDataException>(() => world.Make(TextStages.Stage(1))).Message;
        world.Store.SetAside();

        Assert.EndsWith("stage.json has version 4; this kit knows versions up to 3. Update the kit, or use another store.", message, StringComparison.Ordinal);
        Assert.True(Directory.Exists(folder));
    }

    [Theory]
    [InlineData("{ \"version\": 4 }", "has version 4; this kit knows versions up to 3. Update the kit, or use another store.")]
    [InlineData("", "is cut off or no store's. Delete this one file; the stages beside it name themselves.")]
    [InlineData("{ \"version\":", "is cut off or no store's")]
    [InlineData("[]", "is cut off or no store's")]
    [InlineData("null", "is cut off or no store's")]
    [InlineData("{}", "is cut off or no store's")]
    [InlineData("{ \"version\": \"3\" }", "is cut off or no store's")]
    [InlineData("{ \"version\": 3, \"version\": 3 }", "is cut off or no store's")]
    [InlineData("{ \"version\": 1e99 }", "is cut off or no store's")]
    public void A_store_of_another_version_or_with_a_broken_mark_is_refused_and_left_alone(string text, string words)
    {
        world.Make(TextStages.Stage(1));
        string path = Path.Combine(world.Store.Folder, "store.json");
        File.WriteAllText(path, text);
        var before = world.Snapshot();

        string message = Assert.Throws<InvalidDataException>(() => world.Make(TextStages.Stage(2))).Message;

        Assert.StartsWith(path, message, StringComparison.Ordinal);
        Assert.Contains(words, message, StringComparison.Ordinal);
        Assert.Equal(before, world.Snapshot());
        File.Delete(path);
        Assert.Equal(2, world.Make(TextStages.Stage(2)).Stage.Id is { } ? world.Store.List().Count : 0);
    }

    [Fact]
    public void What_is_set_aside_is_made_again_and_can_still_be_looked_at()
    {
        string folder = world.Make(TextStages.Stage(1)).Folder;
        world.Make(TextStages.Stage(2));
        File.WriteAllText(Path.Combine(folder, "a.txt"), "changed");

        world.Store.SetAside();
        world.Make(TextStages.Stage(1));

        Assert.True(world.Store.Verify().IsWhole);
        Assert.Equal(2, world.Store.List().Count);
        Assert.Equal("changed", File.ReadAllText(Assert.Single(Directory.GetFiles(Path.Combine(world.Store.Folder, "set-aside"), "a.txt", SearchOption.AllDirectories))));
    }

    private static void Edit(string folder, string from, string to)
    {
        string path = Path.Combine(folder, "stage.json");
        string text = File.ReadAllText(path);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));
    }
}
