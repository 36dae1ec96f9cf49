/** The page's style: one column, the phone first, in both lights. */
export const PAGE_STYLE: string = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:#fbf8f3;color:#241f1a;font:17px/1.5 -apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
.w{max-width:560px;margin:0 auto;padding:14px 20px 48px}
header{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:baseline;gap:2px 16px;border-bottom:1px solid #e8e0d4;padding-bottom:8px;margin-bottom:26px}
header p{margin:0;font-weight:600;overflow-wrap:anywhere}
nav{margin-left:-8px}
nav a,nav b{display:inline-block;padding:6px 8px;font-size:15px;color:#115f67;text-decoration:none}
nav b{color:#6f6355;font-weight:400}
h1{font-size:29px;line-height:1.18;margin:0 0 18px;letter-spacing:-.012em;overflow-wrap:anywhere;text-wrap:balance}
h2{font-size:19px;line-height:1.3;margin:30px 0 6px}
p{margin:0 0 14px}
.q{color:#6f6355}
.k{margin:0 0 4px;color:#6f6355;font-size:15px}
.s{display:inline-block;margin:0 0 14px;padding:4px 12px;border-radius:99px;font-size:15px;font-weight:600;background:#e0efee;color:#115f67}
.s.off{background:#f9e3de;color:#8c2a19}
.s.past{background:#eee7dc;color:#5f5447}
dl{margin:0;border-top:1px solid #e8e0d4}
dl div{padding:12px 0;border-bottom:1px solid #e8e0d4}
dt{color:#6f6355;font-size:15px}
dd{margin:0;font-size:19px;line-height:1.35;overflow-wrap:anywhere}
dd.t{font-size:24px;font-weight:650;letter-spacing:-.01em;font-feature-settings:"tnum"}
dd.t::first-letter,.day::first-letter{text-transform:uppercase}
.h{white-space:nowrap}
.gone dd,.gone h1{color:#6f6355}
ul{list-style:none;margin:0;padding:0;border-top:1px solid #e8e0d4}
li{padding:12px 0;border-bottom:1px solid #e8e0d4}
.day{display:block;font-size:19px;font-weight:600;line-height:1.35;font-feature-settings:"tnum"}
li.off .day{color:#6f6355;text-decoration:line-through}
.no{color:#8c2a19;font-weight:600}
.b{display:block;margin:26px 0 0;padding:15px;border-radius:14px;background:#1a737a;color:#fff;font-size:18px;font-weight:600;text-align:center;text-decoration:none}
.b:active{background:#115f67}
.b.c{margin-top:12px;padding:14px;border:1px solid #b9ad9b;background:none;color:#115f67}
a:focus-visible,summary:focus-visible{outline:3px solid #72bab9;outline-offset:2px}
details{margin-top:22px}
summary{padding:8px 0;color:#115f67;cursor:pointer}
details img{display:block;width:220px;height:220px;margin-top:6px;border-radius:10px;background:#fff}
small{display:block;margin-top:16px;color:#6f6355;font-size:14px}
@media (prefers-color-scheme:dark){
body{background:#1a1815;color:#f0eae1}
header,dl,dl div,ul,li{border-color:#322d27}
nav a,summary{color:#72bab9}
nav b,.q,.k,dt,small,.gone dd,.gone h1,li.off .day{color:#b0a697}
.s{background:#173c3e;color:#8fd0ce}
.s.off{background:#4a2019;color:#f3b3a5}
.s.past{background:#322d27;color:#c9bfb0}
.no{color:#f3b3a5}
.b{background:#227b81}
.b.c{border-color:#6b6154;background:none;color:#72bab9}
}
@media print{nav,.b,details{display:none}}
`.replaceAll('\n', '');
